/** Orders over HTTP. */
import type { IncomingMessage } from 'node:http';
import { orderStatuses } from '../../metrics/order-status.ts';
import { orderRoute, ordersRoute } from '../http-metrics.ts';
import { productNamed, products, quantityAtMost } from '../products.ts';
import type { Order } from '../store/order-store.ts';
import type { OrderProcessing } from '../world.ts';
import { json, moment, notAllowed, refusal, type Answer } from './answer.ts';
import { bodyOf, objectIn } from './request.ts';

export type OrderRoute = typeof ordersRoute | typeof orderRoute;

/** Orders in an answer: unless it is asked for, and at most. */
const usualLimit = 20;
const highestLimit = 1000;

const onePath = /^\/orders\/([^/]+)$/;

/** The route of a path; undefined where none has it. */
export function routeOf(path: string): OrderRoute | undefined {
  if (path === ordersRoute) return ordersRoute;
  return onePath.test(path) ? orderRoute : undefined;
}

/** Answers a request on a route. It throws what the store throws. */
export async function answerOrders(
  simulation: OrderProcessing,
  request: IncomingMessage,
  { route, path, parameters }: { route: OrderRoute; path: string; parameters: URLSearchParams },
): Promise<Answer> {
  if (route === orderRoute) return request.method === 'GET' ? one(simulation, path) : notAllowed('GET');
  if (request.method === 'GET') return newest(simulation, parameters);
  return request.method === 'POST' ? place(simulation, request) : notAllowed('GET, POST');
}

async function place(simulation: OrderProcessing, request: IncomingMessage): Promise<Answer> {
  const body = await bodyOf(request);
  // What is left of the body would be taken for the next request.
  if (body === undefined) return refusal(413, 'the body is too long for an order', { connection: 'close' });
  const wanted = objectIn(body);
  if (wanted === undefined) return refusal(400, 'the body must be a JSON object with product and quantity');
  const { product, quantity } = wanted;
  if (typeof product !== 'string' || productNamed(product) === undefined) {
    return refusal(400, `product must be one of ${products.map(({ name }) => name).join(', ')}`);
  }
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > quantityAtMost) {
    return refusal(400, `quantity must be a whole number from 1 to ${quantityAtMost}`);
  }
  const order = await simulation.accept(product, quantity);
  return json(201, shown(order), { location: `${ordersRoute}/${order.id}` });
}

async function newest(simulation: OrderProcessing, parameters: URLSearchParams): Promise<Answer> {
  const limit = Number(parameters.get('limit') ?? usualLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > highestLimit) {
    return refusal(400, `limit must be a whole number from 1 to ${highestLimit}`);
  }
  const named = parameters.get('status');
  const status = orderStatuses.find((known) => known === named);
  if (named !== null && status === undefined) {
    return refusal(400, `status must be one of ${orderStatuses.join(', ')}`);
  }
  const orders = await simulation.store.list({ limit, ...(status === undefined ? {} : { status }) });
  return json(200, { orders: orders.map(shown) });
}

async function one(simulation: OrderProcessing, path: string): Promise<Answer> {
  const id = onePath.exec(path)?.[1] ?? '';
  const order = await simulation.store.find(decoded(id));
  return order === undefined ? refusal(404, 'there is no such order') : json(200, shown(order));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function shown({ createdAt, updatedAt, ...order }: Order): unknown {
  return { ...order, createdAt: moment(createdAt), updatedAt: moment(updatedAt) };
}
