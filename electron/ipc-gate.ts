import type { IpcMain } from 'electron';
import { problem } from '../core/problem.ts';
import { fail, type Result } from '../core/result.ts';
import { type Contract, dispatch, type Service } from '../ipc/contract.ts';
import { channelOf } from './channels.ts';
import { isOwnUrl } from './window/scheme.ts';

/** The parts of Electron's IpcMainInvokeEvent that the gate looks at. */
export interface GateEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  readonly senderFrame: { readonly url: string } | null;
}

type SenderRefusal = 'no-frame' | 'sub-frame' | 'no-url' | 'foreign-origin' | 'unknown-window' | 'other-contract';

interface IpcGate {
  /** Answers every call of `contract` from windows that were opened for it, with `service`. */
  serve<C extends Contract>(contract: C, service: Service<C>): void;
}

interface IpcGateOptions {
  readonly ipc: Pick<IpcMain, 'handle'>;
  /** For which contract the window with these contents was opened; undefined for contents that are no window of ours. */
  readonly contractOf: (contentsId: number) => string | undefined;
  readonly log: (reason: string) => void;
}

/**
 * The only place where anything from a page enters main. A call passes when its sender is the main frame of a window
 * that we opened for this contract, shows a page of ours, and brings exactly one argument, which the contract's schema
 * parses. What is refused is answered with a problem, and the reason (never the argument) is logged.
 */
export function createIpcGate({ ipc, contractOf, log }: IpcGateOptions): IpcGate {
  return {
    serve(contract, service) {
      for (const call of Object.keys(contract.calls)) {
        const channel = channelOf(contract.name, call);
        ipc.handle(channel, async (event, ...args: unknown[]): Promise<Result<unknown>> => {
          const refusal = refusalOf(event, contract.name, contractOf);
          if (refusal !== null) return refused(channel, refusal);
          if (args.length !== 1) return refused(channel, 'arguments');
          const answer = await dispatch(contract, service, call, args[0], (name, error) =>
            log(`${channelOf(contract.name, name)} failed: ${error instanceof Error ? error.name : 'unknown error'}`),
          );
          if (!answer.ok && answer.problem.code === 'bad-argument') log(`refused ${channel}: bad-argument`);
          return answer;
        });
      }
    },
  };

  function refused(channel: string, reason: string): Result<never> {
    log(`refused ${channel}: ${reason}`);
    return fail(problem('not-allowed'));
  }
}

/** Why a sender may not call `contract`, or null when it may. */
export function refusalOf(
  { sender, senderFrame }: GateEvent,
  contract: string,
  contractOf: IpcGateOptions['contractOf'],
): SenderRefusal | null {
  // A frame that has gone away meanwhile has no identity left to check.
  if (senderFrame === null) return 'no-frame';
  if (senderFrame !== sender.mainFrame) return 'sub-frame';
  if (!senderFrame.url) return 'no-url';
  if (!isOwnUrl(senderFrame.url)) return 'foreign-origin';
  const opened = contractOf(sender.id);
  if (opened === undefined) return 'unknown-window';
  return opened === contract ? null : 'other-contract';
}
