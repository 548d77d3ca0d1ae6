/** The simulation as living programs: a port for each target, and the clock on the wall. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { codeOf } from '../../errors/code-of.ts';
import { UserError } from '../../errors/user-error.ts';
import { unmatched } from '../http-metrics.ts';
import { targetNames, targets, type TargetName } from '../targets.ts';
import type { OrderProcessing } from '../world.ts';
import { refusal, send, type Answer } from './answer.ts';
import { answerIncidents } from './incidents.ts';
import { answerOrders, routeOf } from './orders.ts';
import { answerPage } from './pages.ts';
import { addressOf } from './request.ts';

export interface ServeOptions {
  readonly host: string;
  /** Of the API; those of the others follow. */
  readonly port: number;
  /** Is told of what goes wrong. */
  readonly tell: (problem: string) => void;
}

export interface Serving {
  /** Answers what is under way, writes what is not written, and ends. */
  stop(): Promise<void>;
}

/** How often the simulation is moved on, in milliseconds. */
const stepEvery = 100;
/** How long those who have been heard may take to hear the answer, in milliseconds. */
const patience = 10_000;

/** @throws UserError where a port is taken, or the host is not this machine's */
export async function serve(simulation: OrderProcessing, options: ServeOptions): Promise<Serving> {
  const services = targetNames.map((target) => new Service(simulation, target, options.tell));
  try {
    for (const service of services) await service.listen(options);
  } catch (error) {
    await Promise.all(services.map((service) => service.stop()));
    throw error;
  }
  const step = setInterval(() => simulation.advance(Date.now() / 1000), stepEvery);
  return {
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()));
      clearInterval(step);
      await simulation.close();
    },
  };
}

/** One port. */
class Service {
  readonly #simulation: OrderProcessing;
  readonly #target: TargetName;
  readonly #tell: (problem: string) => void;
  readonly #server: Server;
  #stopping = false;

  constructor(simulation: OrderProcessing, target: TargetName, tell: (problem: string) => void) {
    this.#simulation = simulation;
    this.#target = target;
    this.#tell = tell;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        // Whoever asked went away before the body was there.
        if (codeOf(error) !== 'ECONNRESET') this.#tell(String(error));
        response.destroy();
      });
    });
  }

  async listen({ host, port }: ServeOptions): Promise<void> {
    const own = port + targets[this.#target].port;
    this.#server.listen(own, host);
    await once(this.#server, 'listening').catch((error: unknown) => {
      throw cannotListen(error, { host, port: own, first: port });
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    const timer = setTimeout(() => this.#server.closeAllConnections(), patience);
    await closed;
    clearTimeout(timer);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, parameters } = addressOf(request.url ?? '');
    const answer =
      (await answerPage(this.#simulation, { target: this.#target, path, request }, this.#tell)) ??
      (this.#target === 'api'
        ? ((await answerIncidents(this.#simulation, request, path)) ??
          (await this.#answerCounted(request, path, parameters)))
        : refusal(404, 'there are only /metrics and /healthz here'));
    send(response, answer, this.#stopping);
  }

  async #answerCounted(request: IncomingMessage, path: string, parameters: URLSearchParams): Promise<Answer> {
    const start = performance.now();
    this.#simulation.advance(Date.now() / 1000);
    const route = routeOf(path);
    const answer =
      route === undefined
        ? refusal(404, `there is nothing at ${path}`)
        : await answerOrders(this.#simulation, request, { route, path, parameters }).catch((error: unknown) => {
            if (codeOf(error) === 'ECONNRESET') throw error;
            this.#tell(error instanceof Error ? error.message : String(error));
            return refusal(503, 'the database does not answer');
          });
    const { method = '' } = request;
    const seconds = (performance.now() - start) / 1000;
    const traceId = traceIdOf(request);
    const seen = traceId === undefined ? undefined : { traceId, at: Date.now() / 1000 };
    this.#simulation.http.answered({ method, endpoint: route ?? unmatched, status: answer.status }, seconds, seen);
    return answer;
  }
}

/** The trace that a request belongs to. Source: W3C Trace Context, `traceparent`. */
function traceIdOf({ headers }: IncomingMessage): string | undefined {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-/.exec(traceparent)?.[1] : undefined;
}

function cannotListen(error: unknown, at: { host: string; port: number; first: number }): unknown {
  const { host, port, first } = at;
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return new UserError(`Port ${port} of ${host} is taken.`, {
      details: [`the simulator needs the ports ${first} to ${first + targetNames.length - 1}`],
      next: 'End the program that listens there, or choose other ports with --port.',
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new UserError(`The simulator cannot listen on port ${port} of ${host} (${code}).`, {
      next:
        code === 'EACCES' ? 'Choose ports from 1024 up with --port.' : 'Choose an address of this machine with --host.',
      cause: error,
    });
  }
  return error;
}
