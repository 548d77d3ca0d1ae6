/** The least that a program with commander costs to start. */
import { Command } from 'commander';

await new Command('bare').description('Does nothing.').parseAsync(process.argv);
