import { pipeline, Readable, Transform } from 'node:stream';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { tooLarge } from '../sizes.ts';

/**
 * Ends the reading of every answer of `client` that is longer than `most` bytes: listings and refusals are read as a whole before anything
 * of them is parsed. The content of an object is counted by who reads it.
 */
export function boundAnswers(client: S3Client, most: number): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      const response = answer.response as { statusCode?: number; body?: unknown };
      const isContent = context.commandName === 'GetObjectCommand' && response.statusCode === 200;
      // `pipe` would let an answer that stops half-way, or is cut, be waited for without end.
      if (!isContent && response.body instanceof Readable)
        response.body = pipeline(response.body, limited(most), () => {});
      return answer;
    },
    { step: 'deserialize', priority: 'low', name: 'boundAnswers' },
  );
}

function limited(most: number): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      length += chunk.length;
      if (length > most) done(new Error('the answer is too long'));
      else done(null, chunk);
    },
  });
}

export async function readObject(
  answer: GetObjectCommandOutput,
  key: string,
  largest: number,
): Promise<Result<Uint8Array>> {
  const body = answer.Body;
  if (body === undefined) return ok(new Uint8Array());
  if ((answer.ContentLength ?? 0) > largest) {
    if (body instanceof Readable) body.destroy();
    return fail(tooLarge(key, largest));
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largest) {
      return fail(tooLarge(key, largest));
    }
  }
  if (answer.ContentLength !== undefined && answer.ContentLength !== length) {
    return fail(problem('store-cut', { key }));
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return ok(whole);
}
