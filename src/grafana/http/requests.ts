/** Requests to one Grafana: reads are repeated where that can help, writes are sent once. */
import type { z } from 'zod';
import type { UserError } from '../../errors/user-error.ts';
import { isObject, text } from '../../lint/read/json.ts';
import type { Patience } from '../patience.ts';
import {
  interrupted,
  noAnswer,
  notAble,
  notGrafana,
  notPermitted,
  notPlain,
  notSignedIn,
  notTaken,
  otherShape,
  outOfTime,
  redirected,
  type Asked,
} from './failures.ts';
import { isRedirect, led } from './redirect.ts';
import { beside, stranger } from './stranger.ts';
import { exchange, type Answered, type Exchange, type Line, type Question } from './wire.ts';
import { isWorded, printable, secretsOf } from './words.ts';

export interface RequestsOptions {
  readonly line: Line;
  readonly credentialsFrom: string;
  readonly patience: Patience;
  /** Ends reads; a write that was sent is waited for. */
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** Answers of a server, or of one before it, that is busy or starts. */
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** How often what may pass, and mostly does not, is tried: an answer that is cut off each time, a page of a proxy. */
const fewTries = 4;

export class Requests {
  readonly #line: Line;
  readonly #patience: Patience;
  readonly #signal: AbortSignal;
  readonly #tell: (line: string) => void;
  readonly #secrets: readonly string[];
  readonly asked: Asked;
  /** Whether this server has answered before: one that is away then comes back. */
  #hasAnswered = false;
  /** Whether a write was sent: what became of it is read even when the time is up. */
  #hasWritten = false;

  constructor({ line, credentialsFrom, patience, signal, tell }: RequestsOptions) {
    this.#line = line;
    this.#patience = patience;
    this.#signal = signal;
    this.#tell = tell;
    this.#secrets = secretsOf(line.authorization);
    const { address, timeout, maxBytes, authorization } = line;
    this.asked = { address, timeout, maxBytes, credentialsFrom, signedIn: authorization !== undefined };
  }

  /** What is always there. @throws UserError */
  async read<T>(path: string, shape: z.ZodType<T>): Promise<T> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw await this.failure({ method: 'GET', path }, answer);
    return this.shaped(path, answer, shape);
  }

  /** Undefined where it is not there: Grafana says so, not a proxy before it with its 404. @throws UserError */
  async readIfThere<T>(path: string, shape: z.ZodType<T>): Promise<T | undefined> {
    const answer = await this.get(path);
    if ((answer.status === 404 && isWorded(answer.json)) || isUnresolved(answer)) return undefined;
    if (answer.status !== 200) throw await this.failure({ method: 'GET', path }, answer);
    return this.shaped(path, answer, shape);
  }

  async shaped<T>(path: string, answer: Answered, shape: z.ZodType<T>): Promise<T> {
    if (answer.json === undefined) throw await this.failure({ method: 'GET', path }, answer);
    const read = shape.safeParse(answer.json);
    if (read.success) return read.data;
    throw otherShape(this.asked, plain(path), read.error.issues[0]?.path.join('.') ?? '');
  }

  /** The last answer, whatever it is. @throws UserError where there is none */
  async get(path: string): Promise<Answered> {
    const question = { method: 'GET', path } as const;
    const outcome = await this.probe(question);
    if (outcome.kind === 'broken') throw noAnswer(this.asked, outcome);
    if (passing.has(outcome.status) && !isUnresolved(outcome)) throw await this.failure(question, outcome);
    return outcome;
  }

  /**
   * What came of a read, after all tries.
   * @param tries at most; as long as there is patience unless given
   * @param enough ends it as an interruption does
   * @throws UserError only where it was interrupted, or the time was up before
   */
  async probe(question: Question, tries = Number.POSITIVE_INFINITY, enough?: AbortSignal): Promise<Exchange> {
    const signal = enough === undefined ? this.#signal : AbortSignal.any([this.#signal, enough]);
    for (let attempt = 1; ; attempt += 1) {
      if (signal.aborted) throw interrupted();
      if (!this.#hasWritten && this.#patience.isOver?.() === true) throw outOfTime(this.asked);
      const outcome = await exchange(this.#line, question, signal);
      if (signal.aborted) throw interrupted();
      const most = Math.min(tries, this.#triesFor(outcome, tries));
      if (outcome.kind === 'answered') this.#hasAnswered = true;
      if (attempt >= most) return outcome;
      this.#tell(`${plain(question.path)}: ${this.describe(outcome)}; it is asked again.`);
      const later = outcome.kind === 'answered' ? outcome.retryAfter : undefined;
      if (!(await this.#patience.wait(attempt, later, enough))) {
        if (signal.aborted) throw interrupted();
        return outcome;
      }
    }
  }

  /** Sent once. @throws UserError where the credentials are refused, or the server is no longer to be trusted */
  async write(question: Question): Promise<Exchange> {
    this.#hasWritten = true;
    const outcome = await exchange(this.#line, question);
    if (outcome.kind === 'broken' && outcome.how === 'untrusted') throw noAnswer(this.asked, outcome);
    if (outcome.kind === 'answered' && outcome.status === 401) throw await this.failure(question, outcome);
    return outcome;
  }

  /** In the server's words, or ours where it has none. */
  describe(outcome: Exchange): string {
    if (outcome.kind === 'broken') return noAnswer(this.asked, outcome).message.replace(/\.$/, '');
    const words = this.words(outcome);
    return words === '' ? `answered ${howAnswered(outcome)}` : `${words} (${outcome.status})`;
  }

  /** The message of its JSON; empty where there is none. */
  words({ json }: Answered): string {
    if (!isObject(json)) return '';
    return printable(text(json['message']) || text(json['error']) || text(json['title']), this.#secrets);
  }

  async failure({ path }: Question, answer: Answered): Promise<UserError> {
    const { status, json } = answer;
    const words = this.words(answer);
    const where = plain(path);
    const get = async (url: string) => {
      const other = { ...this.#line, address: url, timeout: Math.min(5, this.#line.timeout) };
      const seen = await exchange(other, { method: 'GET', path: '', anonymous: true }, this.#signal);
      return seen.kind === 'answered' && seen.status === 200 ? seen.text : undefined;
    };
    if (status === 401) return notSignedIn(this.asked, words);
    if (status === 403) return notPermitted(this.asked, where, words);
    if (passing.has(status)) return notAble(this.asked, where, status, words);
    if (isRedirect(status)) {
      const { where: target, next, isFound } = led(this.asked.address, path, answer.location);
      // Grafana sends who asks for another path than its own to its login page.
      const better = isFound ? next : ((await beside(this.asked.address, get)) ?? next);
      return redirected(this.asked, status, printable(target, this.#secrets), printable(better, this.#secrets));
    }
    if (isObject(json) && words !== '') return notTaken(this.asked, where, status, words);
    if (status === 400 && /HTTPS/.test(answer.text)) return notPlain(this.asked);
    return notGrafana(this.asked, await stranger(this.asked.address, howAnswered(answer), get));
  }

  #triesFor(outcome: Exchange, tries: number): number {
    const forever = Number.POSITIVE_INFINITY;
    if (outcome.kind === 'answered') {
      if (isUnresolved(outcome)) return 1;
      if (passing.has(outcome.status)) return forever;
      // A proxy has such pages while what is behind it starts; they are also what lacks looks like.
      const isOdd = (outcome.status === 404 && !isWorded(outcome.json)) || (outcome.status === 200 && !outcome.json);
      return this.#hasAnswered && isOdd && tries === forever ? fewTries : 1;
    }
    switch (outcome.how) {
      case 'refused':
      case 'unknown-name':
      case 'unreachable':
      case 'late':
        return this.#hasAnswered ? forever : 1;
      case 'closed':
        return this.#hasAnswered ? forever : fewTries;
      case 'truncated':
      case 'other':
        return fewTries;
      default:
        return 1;
    }
  }
}

/**
 * How the resource API of 12.2 says that a dashboard is not there, to who may read some folders only: it looks for the
 * folder of what it is asked for, so as to judge the permission, and finds none.
 */
function isUnresolved({ status, text: body }: Answered): boolean {
  return status === 500 && /could not resolve dashboards:uid:.*not found/is.test(body);
}

function howAnswered({ type, text: body, status, json }: Answered): string {
  // Grafana 12.2 refuses to save what may not be seen with nothing but {}.
  if (status === 403 && isObject(json)) return 'that it is not permitted (403)';
  const isPage = type.includes('html') || /^\s*<(?:!doctype|html)/i.test(body);
  return `${isPage ? 'with a web page' : 'in another form'} (${status})`;
}

/** Without what is asked behind "?". */
function plain(path: string): string {
  return path.replace(/\?.*$/s, '');
}
