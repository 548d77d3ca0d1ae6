/**
 * The least that a push can cost, as a process of its own: `push-loop.js FOLDER FOLDER_UID URL AT_ONCE`, the token in
 * GRAFANA_TOKEN. Each file of the folder is the body of a save as it is sent; they are posted over connections that stay
 * open. It shares no code with the project.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

const [folder, folderUid, url, atOnce] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(atOnce) });

await post('/api/folders', Buffer.from(JSON.stringify({ uid: folderUid, title: folderUid })));
const files = readdirSync(folder).values();
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    for (const file of files) await post('/api/dashboards/db', await readFile(join(folder, file)));
  }),
);
agent.destroy();

function post(path, body) {
  const headers = {
    authorization: `Bearer ${process.env.GRAFANA_TOKEN}`,
    'content-type': 'application/json',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${path} was answered ${answer.statusCode}`));
      });
    });
    asked.once('error', reject).end(body);
  });
}
