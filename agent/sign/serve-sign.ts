import type { ParentProcess } from '../../ipc/process/parent-process.ts';
import type { RecordingSign } from '../ports.ts';
import { type FromSign, saidEveryMs, toSignSchema } from './beside-sign.ts';

/** Shows `sign` for the agent in another process, and says how it is at every change and every `saidEveryMs` while it is up. */
export function serveSign(sign: RecordingSign, parent: ParentProcess): void {
  let turn = 0;
  let saying: NodeJS.Timeout | null = null;
  const say = (): void => {
    const state = sign.state();
    const message: FromSign | null =
      state.kind === 'shown'
        ? { kind: 'shown', turn, purposes: [...state.purposes] }
        : state.kind === 'not-shown'
          ? { kind: 'not-shown', turn, failure: state.failure }
          : null;
    if (message !== null) parent.send(message);
  };
  const end = async (): Promise<void> => {
    await sign.close();
    process.exit();
  };
  sign.onChange(say);
  parent.onMessage((raw) => {
    const message = toSignSchema.parse(raw);
    if (message.kind === 'end') return void end();
    turn = message.turn;
    sign.show(message.content);
    if (saying !== null) clearInterval(saying);
    saying = message.content === null ? null : setInterval(say, saidEveryMs);
    say();
  });
  parent.onGone(() => void end());
  parent.send({ kind: 'ready' } satisfies FromSign);
}
