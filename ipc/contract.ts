import { z } from 'zod';
import { type Problem, problem, problemSchema } from '../core/problem.ts';
import type { Result } from '../core/result.ts';
import { fail } from '../core/result.ts';

/**
 * A contract between a page and a service: every call with the schema of its one argument and of its result. Main
 * process, preload, web transport, pages and test doubles are all derived from these objects; a call that is not here
 * does not exist, and an argument that does not parse never reaches a service.
 */
export interface CallSchema {
  readonly args: z.ZodType;
  readonly result: z.ZodType;
}

export type ContractCalls = Readonly<Record<string, CallSchema>>;

export interface Contract<Name extends string = string, Calls extends ContractCalls = ContractCalls> {
  readonly name: Name;
  readonly calls: Calls;
}

export function defineContract<Name extends string, Calls extends ContractCalls>(
  name: Name,
  calls: Calls,
): Contract<Name, Calls> {
  return { name, calls };
}

/** The service behind a contract: one method a call, given parsed arguments. */
export type Service<C extends Contract> = {
  readonly [Call in keyof C['calls']]: (
    args: z.output<C['calls'][Call]['args']>,
  ) => Promise<Result<z.output<C['calls'][Call]['result']>>>;
};

/** What a page holds: the same methods, whose results were parsed again on the page's side. */
export type Client<C extends Contract> = {
  readonly [Call in keyof C['calls']]: (
    args: z.input<C['calls'][Call]['args']>,
  ) => Promise<Result<z.output<C['calls'][Call]['result']>>>;
};

/** One-way word from a service that something it answers has changed; pages then ask again. */
export type OnChange = (listener: () => void) => () => void;

/** What crosses the wire as an answer. */
const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);

/**
 * The gate on the service's side: looks `call` up among the contract's own calls, parses `args`, runs, and answers with
 * a result whatever happens. An exception inside a service becomes the problem `internal` without its details.
 */
export async function dispatch<C extends Contract>(
  contract: C,
  service: Service<C>,
  call: unknown,
  args: unknown,
  onError: (call: string, error: unknown) => void = () => {},
): Promise<Result<unknown>> {
  if (typeof call !== 'string' || !Object.hasOwn(contract.calls, call)) return fail(problem('no-such-call'));
  const schema = contract.calls[call];
  const parsed = schema?.args.safeParse(args);
  if (!parsed?.success) return fail(problem('bad-argument'));
  const method = service[call as keyof C['calls']] as (args: unknown) => Promise<Result<unknown>>;
  try {
    return await method.call(service, parsed.data);
  } catch (error) {
    onError(call, error);
    return fail(problem('internal'));
  }
}

/** A client over any transport: `send` carries a call's name and argument and answers with what the gate answered. */
export function clientOf<C extends Contract>(
  contract: C,
  send: (call: string, args: unknown) => Promise<unknown>,
): Client<C> {
  const methods = Object.entries(contract.calls).map(([call, schema]) => [
    call,
    async (args: unknown): Promise<Result<unknown>> => {
      const reply = replySchema.safeParse(await answered(send(call, args)));
      if (!reply.success) return fail(problem('bad-reply'));
      if (!reply.data.ok) return { ok: false, problem: reply.data.problem };
      const value = schema.result.safeParse(reply.data.value);
      if (!value.success) return fail(problem('bad-reply'));
      return { ok: true, value: value.data };
    },
  ]);
  return Object.fromEntries(methods) as Client<C>;
}

async function answered(sent: Promise<unknown>): Promise<unknown> {
  try {
    return await sent;
  } catch {
    const gone: Problem = problem('not-connected');
    return { ok: false, problem: gone };
  }
}
