import { useEffect, useRef, useState } from 'react';
import type { ChainReport } from '../../../core/day/chain-report.ts';
import type { DeviceId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import type { OpenedDay } from '../../../ipc/manager-day.ts';
import type { ManagerClient } from '../frame/page-props.ts';

/** Up to so many bytes are fetched and checked without being asked for. */
export const uncheckedBytes = 32 * 2 ** 20;

export interface DayCheckState {
  readonly step: 'rest' | 'running' | 'stopped' | 'failed' | 'done';
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly problem: Problem | null;
  /** What is known of a device's chain by now. */
  readonly chainOf: (device: OpenedDay['devices'][number]) => ChainReport;
  readonly start: () => void;
  readonly stop: () => void;
}

type Known = Pick<DayCheckState, 'step' | 'done' | 'problem'> & { readonly total: number | null };

const untouched: Known = { step: 'rest', done: 0, total: null, problem: null };

/**
 * The full check of a day that is open, some objects a call, until all are checked, it is stopped, or the day is left. A day of few bytes
 * checks itself; a large one when it is asked to.
 */
export function useDayCheck(client: Pick<ManagerClient, 'checkDay'>, opened: OpenedDay): DayCheckState {
  const { day, devices } = opened;
  const person = opened.person.person;
  const bytes = devices.reduce((sum, each) => sum + each.bytes, 0);
  const objects = devices.reduce((sum, each) => sum + each.objects, 0);
  const [state, setState] = useState<Known>(untouched);
  const [chains, setChains] = useState<ReadonlyMap<DeviceId, ChainReport>>(new Map());
  const turn = useRef(0);

  const start = async () => {
    turn.current += 1;
    const mine = turn.current;
    setState((old) => ({ ...old, step: 'running', problem: null }));
    for (let before = -1; ; ) {
      const result = await client.checkDay({ person, day });
      // Stopped, left, or opened anew meanwhile.
      if (turn.current !== mine) return;
      if (!result.ok) return setState((old) => ({ ...old, step: 'failed', problem: result.problem }));
      const { done, total } = result.value;
      setChains(new Map(result.value.devices.map(({ device, chain }) => [device, chain])));
      // A call that checked nothing more will not the next time either.
      const step = done >= total ? 'done' : done > before ? 'running' : 'stopped';
      setState({ step, done, total, problem: null });
      if (step !== 'running') return;
      before = done;
    }
  };
  const stop = () => {
    turn.current += 1;
    setState((old) => (old.step === 'running' ? { ...old, step: 'stopped' } : old));
  };

  const begin = useRef(start);
  begin.current = start;
  // A day that is opened anew is checked anew.
  useEffect(() => {
    setState(untouched);
    setChains(new Map());
    if (objects > 0 && bytes <= uncheckedBytes) void begin.current();
    return () => {
      turn.current += 1;
    };
  }, [opened]);

  return {
    ...state,
    total: state.total ?? objects,
    bytes,
    chainOf: ({ device, chain }) => chains.get(device) ?? chain,
    start: () => void start(),
    stop,
  };
}
