/** Why a request has no answer. */

export type Break =
  | 'refused'
  | 'unknown-name'
  | 'unreachable'
  | 'closed'
  | 'late'
  | 'truncated'
  | 'too-long'
  | 'untrusted'
  | 'no-tls'
  | 'tls'
  | 'no-http'
  | 'interrupted'
  | 'other';

/** Codes of Node.js, and those that its HTTP client adds. */
const kinds: readonly (readonly [RegExp, Break])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'unknown-name'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/, 'unreachable'],
  [/^(?:ECONNRESET|EPIPE)$/, 'closed'],
  [/^(?:ECONNABORTED|ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'late'],
  [/^(?:Z_|ERR_STREAM_PREMATURE_CLOSE|ERR__ERROR_FORMAT|ERR_BROTLI)/, 'truncated'],
  [/^HPE_/, 'no-http'],
  [/^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, 'no-tls'],
  [/CERT|SELF_SIGNED|UNABLE_TO_/, 'untrusted'],
  [/SSL|TLS/, 'tls'],
];

/** @param began whether a part of the answer had come */
export function breakOf(code: string, message: string, began: boolean): Break {
  if (message.includes('maxContentLength')) return 'too-long';
  if (began || /aborted/.test(message)) return 'truncated';
  return kinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

/** Whether the server cannot have seen the request: it broke while the connection was made. */
export function isUnsent(how: Break): boolean {
  return how === 'refused' || how === 'unknown-name' || how === 'unreachable' || how === 'untrusted';
}
