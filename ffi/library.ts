import { type Koffi, loadKoffi } from './koffi.ts';

/**
 * Functions of one library of the system. A module that declares them can be imported on every system: the library is loaded, and
 * a function looked for in it, when the first one is called.
 *
 * ```ts
 * const kernel32 = foreignLibrary('kernel32.dll');
 * const getTickCount = kernel32.declare<() => number>('uint32 GetTickCount()');
 * ```
 */
export interface ForeignLibrary {
  /**
   * The function of a C prototype in koffi's words. The call throws `FfiUnavailable` where koffi does not load, and an `Error`
   * where there is no such library, or no such function in it. A buffer given as `void *` is lent for the call alone.
   */
  declare<Call extends (...args: never[]) => unknown>(prototype: string): Call;
  /**
   * The same function, called on another thread: for a call that may never come back, which then
   * keeps that thread. No buffer may be given to it. What throws above rejects here.
   */
  declareLater<Call extends (...args: never[]) => unknown>(
    prototype: string,
  ): (...args: Parameters<Call>) => Promise<ReturnType<Call>>;
  /** Loads the library, as what is looked for by another library needs it. Throws as a call does. */
  load(): void;
}

/**
 * The fewest parameters that are passed. Wine reads the fifth and the sixth of every system call from the stack, whether the call
 * has them or not; koffi's stack ends where its arguments do, so that the thread would hang at its guard page. On Windows, x64 and
 * arm64, whoever calls cleans up the stack: zeros that a function does not take do no harm.
 */
const fewestOnWindows = 6;

export function foreignLibrary(
  file: string,
  fewest: number = process.platform === 'win32' ? fewestOnWindows : 0,
): ForeignLibrary {
  let loaded: ReturnType<Koffi['load']> | null = null;
  const library = (): ReturnType<Koffi['load']> => {
    loaded ??= loadKoffi().load(file);
    return loaded;
  };
  const binding = (prototype: string) => {
    const { text, padding } = padded(prototype, fewest);
    let bound: ReturnType<ReturnType<Koffi['load']>['func']> | null = null;
    return (): readonly [NonNullable<typeof bound>, readonly 0[]] => {
      bound ??= library().func(text);
      return [bound, padding];
    };
  };
  return {
    declare<Call extends (...args: never[]) => unknown>(prototype: string): Call {
      const bind = binding(prototype);
      const call = (...args: unknown[]): unknown => {
        const [bound, padding] = bind();
        return bound(...args, ...padding);
      };
      return call as unknown as Call;
    },
    declareLater<Call extends (...args: never[]) => unknown>(prototype: string) {
      const bind = binding(prototype);
      return (...args: Parameters<Call>) =>
        new Promise<ReturnType<Call>>((resolve, reject) => {
          const [bound, padding] = bind();
          bound.async(...args, ...padding, (error: unknown, value: ReturnType<Call>) => {
            if (error === null || error === undefined) resolve(value);
            else reject(error);
          });
        });
    },
    load: () => void library(),
  };
}

/** A prototype with at least `fewest` parameters, and the zeros to pass for those that were added. */
export function padded(prototype: string, fewest: number): { readonly text: string; readonly padding: readonly 0[] } {
  const [, head, list = ''] = /^([^()]+)\(([^()]*)\)$/.exec(prototype.trim()) ?? [];
  if (head === undefined) throw new TypeError(`not a C prototype: ${prototype}`);
  const own = list.trim() === '' ? [] : list.split(',').map((each) => each.trim());
  const added = Array.from({ length: Math.max(0, fewest - own.length) }, (_, index) => `int pad${index}`);
  return { text: `${head}(${[...own, ...added].join(', ')})`, padding: added.map(() => 0 as const) };
}
