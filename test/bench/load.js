/**
 * Posts orders over connections that stay open, at a rate, in a process of its own:
 * `load.js PORT RATE SECONDS CONNECTIONS`. A request that is not answered in time delays none of the others. It prints how
 * many were answered 201, how many otherwise, and the times of the answers.
 */
import { createConnection } from 'node:net';

const [port, rate, seconds, connections] = process.argv.slice(2).map(Number);
const body = '{"product":"coffee-beans","quantity":1}';
const request = `POST /orders HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

const times = [];
let sent = 0;
let accepted = 0;
let other = 0;
let behind = 0;
const idle = [];

/** A connection with one request under way at most. Answers are told apart by their status line and length. */
function connect() {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    const connection = { socket, since: 0, text: '' };
    socket.setEncoding('latin1');
    socket.once('error', reject);
    socket.once('connect', () => resolve(connection));
    socket.on('data', (chunk) => {
      connection.text += chunk;
      const head = connection.text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(connection.text)?.[1]);
      if (connection.text.length < head + 4 + length) return;
      if (connection.text.startsWith('HTTP/1.1 201 ')) accepted += 1;
      else other += 1;
      times.push(performance.now() - connection.since);
      connection.text = '';
      idle.push(connection);
    });
  });
}

for (let index = 0; index < connections; index += 1) idle.push(await connect());
const start = performance.now();
const timer = setInterval(() => {
  const elapsed = Math.min(seconds, (performance.now() - start) / 1000);
  while (sent < Math.floor(elapsed * rate)) {
    const connection = idle.pop();
    if (connection === undefined) {
      behind += 1;
      return;
    }
    connection.since = performance.now();
    connection.socket.write(request);
    sent += 1;
  }
  if (elapsed < seconds || idle.length < connections) return;
  clearInterval(timer);
  const took = (performance.now() - start) / 1000;
  for (const { socket } of idle) socket.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (phi) => sorted[Math.floor(phi * (sorted.length - 1))];
  process.stdout.write(
    JSON.stringify({
      sent,
      accepted,
      other,
      behind,
      took,
      p50: quantile(0.5),
      p99: quantile(0.99),
      worst: quantile(1),
    }),
  );
}, 1);
