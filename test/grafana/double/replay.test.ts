/** What a real Grafana 12.2 answered, in the order in which it was asked: the double answers the same. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { object, text } from '../../../src/lint/read/json.ts';
import { ownFolder, startGrafanaDouble, type GrafanaDouble } from '../../support/grafana-double/index.ts';
import { comparable } from './may-differ.ts';

const exchanges = z
  .array(
    z.object({
      name: z.string(),
      request: z.object({ method: z.string(), path: z.string(), as: z.string(), body: z.unknown() }),
      response: z.object({ status: z.number(), headers: z.object({ 'content-type': z.string() }), body: z.unknown() }),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/grafana/http-exchanges.json', import.meta.url), 'utf8')));

describe('the recorded exchanges', () => {
  let double: GrafanaDouble;
  let token = 'glsa_wrong';

  beforeAll(async () => {
    double = await startGrafanaDouble();
    ownFolder(double, 'cg52c6ew4vbi8d', 'Recorded');
    double.provision(
      {
        content: { uid: 'provisioned-one', title: 'Provisioned', panels: [], schemaVersion: 41 },
        folderUid: 'cg52c6ew4vbi8d',
      },
      'p.json',
    );
  });
  afterAll(() => double.stop());

  it('are all there', () => expect(exchanges).toHaveLength(76));

  it.each(exchanges)('$name: $request.method $request.path', async ({ name, request, response }) => {
    const { method, path, as, body } = request;
    const password = name === 'wrong password' ? 'wrong' : double.admin.password;
    const authorization: Record<string, string> = {
      admin: `Basic ${Buffer.from(`${double.admin.user}:${password}`).toString('base64')}`,
      token: `Bearer ${token}`,
    };
    const answer = await fetch(`${double.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Python-urllib/3.12',
        ...(as === 'anonymous' ? {} : { authorization: authorization[as] ?? '' }),
      },
      ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answered: unknown = await answer.json();
    if (name === 'create token') token = text(object(answered)['key']);
    expect({
      status: answer.status,
      type: answer.headers.get('content-type'),
      body: comparable(answered),
    }).toEqual({
      status: response.status,
      type: response.headers['content-type'],
      body: comparable(response.body),
    });
  });
});
