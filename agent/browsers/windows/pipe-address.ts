import { readFileSync } from 'node:fs';

/** Where an agent on Windows listens: a name that everybody on the computer can see, and what it alone can say there. */
export interface PipeAddress {
  readonly pipe: string;
  /** The agent's first line to whoever comes in. Who does not say it has taken the name of an agent that is gone. */
  readonly secret: string;
}

const shape = /^(\\\\\.\\pipe\\plainsight-browser-[0-9a-f]{32})\n([0-9a-f]{64})\n$/;

/** As it lies in the agent's folder, which no other account can read. */
export function pipeAddressText({ pipe, secret }: PipeAddress): string {
  return `${pipe}\n${secret}\n`;
}

/** Null: no agent runs, or something else lies there. */
export function readPipeAddress(file: string): PipeAddress | null {
  try {
    const [, pipe, secret] = shape.exec(readFileSync(file, 'latin1')) ?? [];
    return pipe === undefined || secret === undefined ? null : { pipe, secret };
  } catch {
    return null;
  }
}
