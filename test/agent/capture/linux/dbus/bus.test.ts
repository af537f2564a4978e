import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { DBusError, MessageBus } from '../../../../../agent/capture/linux/dbus/bus.ts';
import { busAddressOf, systemBusAddress } from '../../../../../agent/capture/linux/dbus/bus-address.ts';
import { BusDown } from '../../../../../agent/capture/linux/dbus/bus-transport.ts';
import {
  type DBusMessage,
  MessageStream,
  messageKind,
  wireOf,
} from '../../../../../agent/capture/linux/dbus/message.ts';
import { DBusViolation } from '../../../../../agent/capture/linux/dbus/signature.ts';
import { newFolder } from '../../../../fixtures/folders.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { startBus } from './real-bus.ts';

const own = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

describe('addresses of a bus', () => {
  test.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:path=/tmp/a%20b,guid=0123', '/tmp/a b'],
    ['unix:abstract=/tmp/dbus-x', '\0/tmp/dbus-x'],
    ['tcp:host=example.org,port=1;unix:path=/x', '/x'],
  ])('%s', (list, socketPath) => expect(busAddressOf(list)).toEqual({ socketPath }));

  test.each([['tcp:host=127.0.0.1,port=1'], ['unix:path=relative'], ['unix:path=/a%00b'], ['unix:path=%'], ['']])(
    'none: %s',
    (list) => expect(busAddressOf(list)).toBeNull(),
  );

  it('is the usual one of the system where the environment names none', () => {
    expect(systemBusAddress({})).toEqual({ socketPath: '/run/dbus/system_bus_socket' });
  });
});

describe.skipIf(onlyOn('linux'))('a real bus (Linux)', () => {
  it('answers calls, properties and errors', async () => {
    const bus = await MessageBus.open((await startBus()).address);
    onTestFinished(() => bus.close());
    const [names] = await bus.call({ ...own, member: 'ListNames' });
    expect(names).toContain('org.freedesktop.DBus');
    expect(await bus.property(own, 'Features')).toEqual(expect.any(Array));
    await expect(bus.call({ ...own, member: 'NoSuchMethod' })).rejects.toBeInstanceOf(DBusError);
    await expect(bus.property(own, 'NoSuchProperty')).rejects.toBeInstanceOf(DBusError);
  });

  it('passes signals on, and answers who calls us that there is nothing to call', async () => {
    const { address } = await startBus();
    const [listening, other] = await Promise.all([MessageBus.open(address), MessageBus.open(address)]);
    onTestFinished(() => other.close());
    onTestFinished(() => listening.close());
    const heard = new Promise<void>((resolve) => {
      const rule = { sender: own.destination, path: own.path, interface: own.interface, member: 'NameOwnerChanged' };
      void listening
        .onSignal(rule, resolve)
        .then(() => other.call({ ...own, member: 'RequestName', signature: 'su', body: ['org.example.Name', 0] }));
    });
    await heard;
    const [owner] = await listening.call({
      ...own,
      member: 'GetNameOwner',
      signature: 's',
      body: ['org.example.Name'],
    });
    const call = { destination: String(owner), path: '/', interface: 'org.example.Any', member: 'Thing' };
    await expect(listening.call(call)).rejects.toMatchObject({ code: 'org.freedesktop.DBus.Error.UnknownMethod' });
  });

  it('is down when it ends, and says so once', async () => {
    const { address, end } = await startBus();
    let downs = 0;
    const gone = Promise.withResolvers<void>();
    const bus = await MessageBus.open(address, {
      onDown() {
        downs += 1;
        gone.resolve();
      },
    });
    end();
    await gone.promise;
    await expect(bus.call({ ...own, member: 'ListNames' })).rejects.toBeInstanceOf(BusDown);
    bus.close();
    expect(downs).toBe(1);
  });
});

describe.skipIf(onlyOn('linux'))('a bus that cannot be believed (Linux)', () => {
  const hello = (serial: number): DBusMessage => ({
    kind: messageKind.reply,
    flags: 1,
    serial: 1,
    replyTo: serial,
    signature: 's',
    body: [':1.1'],
  });

  test.each<[string, (socket: Socket) => void]>([
    ['refuses', (socket) => socket.write('REJECTED EXTERNAL\r\n')],
    ['says no line', (socket) => socket.write('x'.repeat(5_000))],
    ['hangs up', (socket) => socket.destroy()],
    [
      'sends no messages',
      (socket) => socket.write(`OK ${'a'.repeat(32)}\r\n`, () => socket.write('garbage that is no message at all')),
    ],
    [
      'sends a message without end',
      (socket) =>
        socket.write(`OK ${'a'.repeat(32)}\r\n`, () =>
          setImmediate(() => socket.write(Buffer.from('6c01000100ffffff0100000000000000', 'hex'))),
        ),
    ],
  ])('one that %s', async (_, act) => {
    await expect(
      MessageBus.open({ socketPath: await listening((socket) => socket.once('data', () => act(socket))) }),
    ).rejects.toBeInstanceOf(BusDown);
  });

  it('ends the connection later, too', async () => {
    const path = await listening((socket) => {
      socket.once('data', () => socket.write(`OK ${'a'.repeat(32)}\r\n`));
      socket.on('data', (chunk) => {
        if (chunk.includes('Hello')) socket.write(wireOf(hello(1)));
        if (chunk.includes('ListNames')) socket.write('no message');
      });
    });
    const gone = Promise.withResolvers<void>();
    const bus = await MessageBus.open({ socketPath: path }, { onDown: gone.resolve });
    await expect(bus.call({ ...own, member: 'ListNames' })).rejects.toBeInstanceOf(BusDown);
    await gone.promise;
  });

  async function listening(serve: (socket: Socket) => void): Promise<string> {
    const path = join(newFolder(), 'bus');
    const server: Server = createServer((socket) => serve(socket.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => void server.close());
    return path;
  }
});

describe('messages', () => {
  const message: Omit<DBusMessage, 'sender'> = {
    ...{ kind: messageKind.signal, flags: 1, serial: 7, path: '/a', interface: 'a.b', member: 'C' },
    ...{ signature: 'su', body: ['x', 3] },
  };

  it('come out of a stream whole, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 6 }), fc.nat(4), (cuts, more) => {
        const wire = Buffer.concat(Array.from({ length: more + 1 }, () => wireOf(message)));
        const places = [0, ...cuts.map((cut) => cut % wire.length).sort((a, b) => a - b), wire.length];
        const stream = new MessageStream();
        const found = places.slice(1).flatMap((to, index) => [...stream.take(wire.subarray(places[index], to))]);
        expect(found).toEqual(Array.from({ length: more + 1 }, () => message));
      }),
    );
  });

  it('are read or refused, whatever was done to their bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const wire = Buffer.from(wireOf(message));
        for (const [at, byte] of changes) wire[at % wire.length] = byte;
        try {
          [...new MessageStream().take(wire)];
        } catch (error) {
          expect(error).toBeInstanceOf(DBusViolation);
        }
      }),
    );
  });
});
