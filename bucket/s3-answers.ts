import { Readable, Transform } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';

/**
 * Ends the reading of every answer of `client` that is longer than `most` bytes: listings and refusals are read as a whole before anything
 * of them is parsed. The content of an object is counted by who reads it.
 */
export function boundAnswers(client: Pick<S3Client, 'middlewareStack'>, most: number): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      const response = answer.response as { statusCode?: number; body?: unknown };
      const isContent = context.commandName === 'GetObjectCommand' && response.statusCode === 200;
      if (!isContent && response.body instanceof Readable) response.body = response.body.pipe(limited(most));
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
