/** What every port answers: its page of metrics, and whether it is well. */
import type { IncomingMessage } from 'node:http';
import { contentTypes, page, preferred, type Format } from '../exposition/write.ts';
import type { TargetName } from '../targets.ts';
import type { OrderProcessing } from '../world.ts';
import { refusal, text, type Answer } from './answer.ts';

/** Their counters have names that OpenMetrics does not allow. */
const plain: ReadonlySet<TargetName> = new Set(['worker-sdk', 'api-sdk', 'temporal']);

/**
 * Answers a request for a page; undefined where the path is another's.
 * @param tell is told when the store does not say how orders fare
 */
export async function answerPage(
  simulation: OrderProcessing,
  { target, path, request }: { target: TargetName; path: string; request: IncomingMessage },
  tell: (problem: string) => void,
): Promise<Answer | undefined> {
  if (path !== '/metrics' && path !== '/healthz') return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal(405, 'only GET here', { allow: 'GET, HEAD' });
  }
  if (path === '/healthz') return text('ok\n');
  if (target === 'state') {
    await simulation.refresh().catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)));
  }
  const format: Format = plain.has(target) ? 'text' : preferred(request.headers.accept);
  return { status: 200, body: page(await simulation.pages[target].families(), format), type: contentTypes[format] };
}
