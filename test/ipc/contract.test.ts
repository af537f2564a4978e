import fc from 'fast-check';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { z } from 'zod';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Client, clientOf, defineContract, dispatch, type Service } from '../../ipc/contract.ts';
import { employeeContract } from '../../ipc/employee.ts';
import { managerContract } from '../../ipc/manager.ts';

const contract = defineContract('small', {
  double: { args: z.object({ number: z.number() }).strict(), result: z.number() },
  trim: { args: z.object({ text: z.string().trim() }).strict(), result: z.string() },
});
type Small = typeof contract;

function serviceWith(over: Partial<Service<Small>> = {}) {
  return {
    double: vi.fn(over.double ?? (async ({ number }: { number: number }) => ok(number * 2))),
    trim: vi.fn(over.trim ?? (async ({ text }: { text: string }) => ok(text))),
  };
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);

describe('dispatch', () => {
  it('calls the method with the parsed argument, and as a method of its service', async () => {
    const service = serviceWith();
    expect(await dispatch(contract, service, 'double', { number: 4 })).toEqual(ok(8));
    expect(await dispatch(contract, service, 'trim', { text: '  a ' })).toEqual(ok('a'));
    expect(service.trim).toHaveBeenCalledWith({ text: 'a' });
    expect(service.double.mock.contexts[0]).toBe(service);
  });

  it.each([
    'nope',
    'Double',
    'double ',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'then',
    0,
    null,
    undefined,
    ['double'],
    { toString: () => 'double' },
    Symbol('double'),
  ])('answers the call %s with no-such-call', async (call) => {
    const service = serviceWith();
    expect(codeOf(await dispatch(contract, service, call, { number: 1 }))).toBe('no-such-call');
    expect(service.double).not.toHaveBeenCalled();
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [[]],
    [{ number: '1' }],
    [{ number: Number.NaN }],
    [{ number: 1, more: 1 }],
    [[{ number: 1 }]],
    [{ args: { number: 1 } }],
  ])('answers the argument %j with bad-argument', async (args) => {
    const service = serviceWith();
    expect(codeOf(await dispatch(contract, service, 'double', args))).toBe('bad-argument');
    expect(service.double).not.toHaveBeenCalled();
  });

  it('passes on a problem of the service as it is', async () => {
    const refused = fail(problem('locked'));
    const service = serviceWith({ double: async () => refused });
    expect(await dispatch(contract, service, 'double', { number: 1 })).toEqual(refused);
  });

  it.each([
    ['rejects', async () => Promise.reject(new Error('SECRET in /home/someone'))],
    [
      'throws at once',
      () => {
        throw new Error('SECRET in /home/someone');
      },
    ],
  ] as const)('turns a service that %s into `internal`, without its details', async (_how, double) => {
    const onError = vi.fn();
    const answer = await dispatch(contract, serviceWith({ double }), 'double', { number: 1 }, onError);
    expect(codeOf(answer)).toBe('internal');
    expect(JSON.stringify(answer)).not.toContain('SECRET');
    expect(onError).toHaveBeenCalledExactlyOnceWith('double', expect.any(Error));
  });

  it('lets no JSON value reach a service unless it parses, and then only as parsed', async () => {
    const service = serviceWith();
    const args = fc.oneof(fc.jsonValue(), fc.record({ number: fc.jsonValue() }), fc.record({ number: fc.double() }));
    await fc.assert(
      fc.asyncProperty(args, async (value) => {
        service.double.mockClear();
        const parsed = contract.calls.double.args.safeParse(value);
        const answer = await dispatch(contract, service, 'double', value);
        if (parsed.success) expect(service.double).toHaveBeenCalledExactlyOnceWith(parsed.data);
        else {
          expect(codeOf(answer)).toBe('bad-argument');
          expect(service.double).not.toHaveBeenCalled();
        }
      }),
    );
  });

  it('lets no made-up name reach a service', async () => {
    const service = serviceWith();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (call) => {
        fc.pre(call !== 'double' && call !== 'trim');
        expect(codeOf(await dispatch(contract, service, call, { number: 1 }))).toBe('no-such-call');
      }),
    );
    expect(service.double).not.toHaveBeenCalled();
  });
});

describe('clientOf', () => {
  it('has the methods of the contract and no others, and sends each under its name', async () => {
    const send = vi.fn(async () => ok(6));
    const client = clientOf(contract, send);
    expect(Object.keys(client)).toEqual(['double', 'trim']);
    expect(await client.double({ number: 3 })).toEqual(ok(6));
    expect(send).toHaveBeenCalledExactlyOnceWith('double', { number: 3 });
  });

  it('passes on a problem', async () => {
    const refused = fail(problem('locked'));
    expect(await clientOf(contract, async () => refused).double({ number: 1 })).toEqual(refused);
  });

  it.each([
    ['nothing', undefined],
    ['no result', 8],
    ['a result of another type', ok('8')],
    ['a result without ok', { value: 8 }],
    ['a problem without values', { ok: false, problem: { code: 'locked' } }],
    ['a problem with a code that is none', { ok: false, problem: { code: 'A B', values: {} } }],
  ])('answers %s with bad-reply', async (_what, reply) => {
    expect(codeOf(await clientOf(contract, async () => reply).double({ number: 1 }))).toBe('bad-reply');
  });

  it('answers a transport that fails with not-connected', async () => {
    const gone = clientOf(contract, async () => Promise.reject(new TypeError('fetch failed')));
    expect(codeOf(await gone.double({ number: 1 }))).toBe('not-connected');
  });

  it('a client over dispatch, with JSON between, is the service', async () => {
    const service = serviceWith();
    const wire = async (call: string, args: unknown) =>
      JSON.parse(JSON.stringify(await dispatch(contract, service, call, JSON.parse(JSON.stringify(args)))));
    const client = clientOf(contract, wire);
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect(await client.trim({ text })).toEqual(ok(text.trim()));
      }),
    );
  });
});

it('the types of client and service come from the schemas', () => {
  expectTypeOf<Parameters<Client<Small>['double']>>().toEqualTypeOf<[{ number: number }]>();
  expectTypeOf<Awaited<ReturnType<Client<Small>['trim']>>>().toEqualTypeOf<Result<string>>();
  expectTypeOf<keyof Service<Small>>().toEqualTypeOf<'double' | 'trim'>();
});

describe.each([employeeContract, managerContract])('the contract $name', ({ name, calls }) => {
  it.each(Object.entries(calls))(
    `${name}.%s takes one strict object, and nothing that was not foreseen`,
    (_call, { args }) => {
      for (const value of [undefined, null, [], 'text', 1, { unforeseen: 1 }])
        expect(args.safeParse(value).success).toBe(false);
    },
  );

  it('names its calls so that they can stand in an address', () => {
    for (const call of Object.keys(calls)) expect(call).toMatch(/^[a-z][A-Za-z]+$/);
    // The stream of changes has this place in the web host.
    expect(Object.keys(calls)).not.toContain('changes');
  });
});
