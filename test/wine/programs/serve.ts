import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** What a test may ask of this program, by name. Each answers once what it was asked is done. */
export type Services = Readonly<Record<string, (args: never) => unknown>>;

/** Connects to the test that started this program (its port is the first argument), which asks in lines of JSON. */
export function serve(services: Services): (event: object) => void {
  const socket = connect(Number(process.argv[2]), '127.0.0.1');
  const say = (line: object): void => void socket.write(`${JSON.stringify(line)}\n`);
  createInterface({ input: socket }).on('line', (line) => {
    const { id, name, args } = JSON.parse(line) as { id: number; name: string; args: never };
    Promise.resolve()
      .then(() => services[name]?.(args))
      .then(
        (value) => say({ id, value: value ?? null }),
        (error) => say({ id, error: String(error instanceof Error ? error.stack : error) }),
      );
  });
  socket.on('close', () => process.exit());
  return (event) => say({ event });
}
