/** The samples of a slice of time, kept by series: OpenMetrics wants each family in one piece. */
import type { MetricInfo } from '../../metrics/metric.ts';
import type { ShownFamily, ShownSample } from '../exposition/instruments.ts';
import { head, number, series } from '../exposition/write.ts';

export type Labels = Readonly<Record<string, string | number>>;

/** A series with its samples: at the look of that number, that value. */
interface Track {
  readonly suffix: string;
  /** As the page shows them, without those of the target. */
  readonly own: Labels;
  readonly looks: number[];
  readonly values: number[];
}

/** The series of a family on one page. */
interface Place {
  readonly target: Labels;
  /** By the labels without `le` and `quantile`: those of one histogram stand together, and change in time together. */
  readonly groups: Map<string, Map<string, Track>>;
  /** In the order of the last look: most often it is that of the next too, and no key has to be made. */
  readonly order: Track[];
}

interface Family {
  readonly metric: MetricInfo;
  readonly places: Map<string, Place>;
}

/** How many characters of a slice are in memory at once as text. */
const chunk = 1 << 20;

export class Slice {
  readonly #families = new Map<string, Family>();
  readonly #times: number[] = [];
  #samples = 0;
  #series = 0;

  /** Samples and series so far. */
  get size(): { readonly samples: number; readonly series: number } {
    return { samples: this.#samples, series: this.#series };
  }

  /** Begins a look at all pages. @param time in Unix seconds, later than the one before */
  look(time: number): void {
    this.#times.push(time);
  }

  /** Keeps what a page shows at this look. @param target labels that its every series gets; they tell pages apart */
  keep(target: Labels, families: readonly ShownFamily[]): void {
    const page = series('', target);
    for (const { metric, samples } of families) this.#keepAll(this.#place(metric, page, target), samples);
  }

  /** The slice as OpenMetrics, in pieces of about a megabyte. */
  *text(): Generator<string> {
    const stamps = this.#times.map((time) => ` ${time}\n`);
    let text = '';
    for (const { metric, places } of this.#families.values()) {
      text += `${head(metric, 'openmetrics', this.#families).join('\n')}\n`;
      for (const { target, groups } of places.values()) {
        for (const group of groups.values()) {
          text += groupText(metric.name, target, [...group.values()], stamps);
          if (text.length < chunk) continue;
          yield text;
          text = '';
        }
      }
    }
    yield `${text}# EOF\n`;
  }

  #place(metric: MetricInfo, page: string, target: Labels): Place {
    let family = this.#families.get(metric.name);
    if (family === undefined) {
      family = { metric, places: new Map() };
      this.#families.set(metric.name, family);
    }
    let place = family.places.get(page);
    if (place === undefined) {
      place = { target, groups: new Map(), order: [] };
      family.places.set(page, place);
    }
    return place;
  }

  #keepAll(place: Place, samples: readonly ShownSample[]): void {
    const look = this.#times.length - 1;
    for (const [index, sample] of samples.entries()) {
      const expected = place.order[index];
      const track = expected !== undefined && isOf(expected, sample) ? expected : this.#track(place, sample);
      place.order[index] = track;
      track.looks.push(look);
      track.values.push(sample.value);
    }
    this.#samples += samples.length;
  }

  #track({ groups }: Place, { suffix, labels }: ShownSample): Track {
    const groupKey = series('', { ...labels, le: '', quantile: '' });
    const group = groups.get(groupKey) ?? new Map<string, Track>();
    groups.set(groupKey, group);
    const key = series(suffix, labels);
    const known = group.get(key);
    if (known !== undefined) return known;
    const track: Track = { suffix, own: labels, looks: [], values: [] };
    group.set(key, track);
    this.#series += 1;
    return track;
  }
}

/** The samples of a metric: for each time those of all its series, as OpenMetrics groups them. */
function groupText(name: string, target: Labels, tracks: readonly Track[], stamps: readonly string[]): string {
  const cursors = tracks.map(({ suffix, own, looks, values }) => ({
    start: `${series(name + suffix, { ...target, ...own })} `,
    looks,
    values,
    next: 0,
    value: Number.NaN,
    line: '',
  }));
  let text = '';
  for (const [look, stamp] of stamps.entries()) {
    for (const cursor of cursors) {
      if (cursor.looks[cursor.next] !== look) continue;
      const value = cursor.values[cursor.next] ?? Number.NaN;
      cursor.next += 1;
      // The buckets of a histogram seldom change, and their values are not made text anew.
      if (value !== cursor.value) cursor.line = cursor.start + number(value);
      cursor.value = value;
      text += cursor.line + stamp;
    }
  }
  return text;
}

function isOf({ suffix, own }: Track, sample: ShownSample): boolean {
  if (suffix !== sample.suffix) return false;
  if (own === sample.labels) return true;
  let more = 0;
  for (const name in sample.labels) {
    if (own[name] !== sample.labels[name]) return false;
    more += 1;
  }
  for (const name in own) if (Object.hasOwn(own, name)) more -= 1;
  return more === 0;
}
