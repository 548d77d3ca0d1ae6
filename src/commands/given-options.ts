import type { Command } from 'commander';

/** The options that a command was given, as arguments for another process, without those named. */
export function givenOptions(command: Command, without: readonly string[]): readonly string[] {
  return command.options.flatMap((option) => {
    const key = option.attributeName();
    const flag = option.long ?? option.short ?? '';
    if (without.includes(flag) || command.getOptionValueSource(key) !== 'cli') return [];
    const value: unknown = command.getOptionValue(key);
    if (typeof value === 'boolean') return value === option.negate ? [] : [flag];
    return (Array.isArray(value) ? value : [value]).map((each) => `${flag}=${String(each)}`);
  });
}
