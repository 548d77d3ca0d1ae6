/** What the double answers, before it is sent. */

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const plainType = { 'content-type': 'application/json' };
/** What Grafana's older handlers and its middleware send. */
const olderType = { 'content-type': 'application/json; charset=UTF-8' };

export function json(status: number, body: unknown): Answer {
  return { status, headers: plainType, body: JSON.stringify(body) };
}

/** A body that is JSON already. */
export function text(status: number, body: string): Answer {
  return { status, headers: plainType, body };
}

export function older(status: number, body: unknown): Answer {
  return { status, headers: olderType, body: JSON.stringify(body) };
}

export function message(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return json(status, { message, ...more });
}

export function unauthorised(message: string, messageId: string): Answer {
  return older(401, { extra: null, message, messageId, statusCode: 401, traceID: '' });
}

/** @param permissions as Grafana lists them: `dashboards:read`, `any of dashboards:create, dashboards:write` */
export function denied(permissions: string): Answer {
  return older(403, {
    accessErrorId: `ACE${String(Math.floor(Math.random() * 1e10)).padStart(10, '0')}`,
    message: `You'll need additional permissions to perform this action. Permissions needed: ${permissions}`,
    title: 'Access denied',
  });
}

/** An error of the resource API. */
export function status(
  code: number,
  reason: string | undefined,
  message: string,
  details?: Readonly<Record<string, string>>,
): Answer {
  return json(code, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  });
}
