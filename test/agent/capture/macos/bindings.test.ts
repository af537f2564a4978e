import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindCoreAudio, properties, systemObject } from '../../../../agent/capture/macos/api/audio-object.ts';
import {
  bindCoreGraphics,
  combinedSession,
  eventTypes,
  windowLists,
} from '../../../../agent/capture/macos/api/core-graphics.ts';
import { type MacApi, openMacApi } from '../../../../agent/capture/macos/api/mac-api.ts';
import { frontmost } from '../../../../agent/capture/macos/front/frontmost.ts';
import { isMacInCall } from '../../../../agent/capture/macos/presence/calls.ts';
import { isSessionAway } from '../../../../agent/capture/macos/presence/session.ts';
import { MacDesktop } from '../../../../agent/capture/macos/windows/mac-desktop.ts';
import { type ForeignLibrary, foreignLibrary } from '../../../../ffi/library.ts';
import { onlyOn } from '../../../fixtures/systems.ts';

// Compiled from the vendor's types by a compiler, called through the declarations for koffi: it finds arguments in the wrong
// order, of the wrong size, or passed otherwise. What the real functions do is not proven by it.
describe.skipIf(onlyOn('linux'))('what is declared of the system (Linux)', () => {
  const loaded: string[] = [];
  let folder = '';
  let api: MacApi;
  let all: ForeignLibrary;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plainsight-mac-'));
    const library = join(folder, 'mac.so');
    execFileSync('tcc', ['-shared', '-nostdlib', '-o', library, join(import.meta.dirname, 'double/mac.c')]);
    all = foreignLibrary(library);
    const opened = openMacApi((path) => {
      loaded.push(path);
      return all;
    });
    if ('ok' in opened) throw new Error(opened.reason.code);
    api = opened;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const count = (name: string): number => all.declare<() => number>(`long ${name}()`)();

  it('is looked for where the system has it', () => {
    expect(loaded).toEqual([
      '/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation',
      '/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics',
      '/usr/lib/libobjc.A.dylib',
      '/usr/lib/libSystem.B.dylib',
      '/System/Library/Frameworks/AppKit.framework/AppKit',
      '/System/Library/Frameworks/CoreAudio.framework/CoreAudio',
      '/System/Library/Frameworks/CoreMediaIO.framework/CoreMediaIO',
    ]);
  });

  it('reads the list of windows, and gives back everything that it made', () => {
    const desktop = new MacDesktop({ api, ownPid: 1, now: () => 0 });
    const expected = {
      id: 4711,
      appId: 'com.apple.preview',
      appName: 'Vorschau',
      title: 'Übersicht',
      pid: 401,
      bounds: { x: -1440.5, y: -20, width: 700, height: windowLists.onScreen },
    };
    expect(desktop.visible()).toMatchObject([expected]);
    expect(desktop.ofProcess(401)).toMatchObject([{ alpha: 0.5, layer: 0, isOnScreen: true }]);
    expect(desktop.evidence()).toEqual({ titles: { titled: 1, untitled: 0 }, preflight: true });
    expect(isSessionAway(api.graphics, desktop.reader)).toBe(true);
    desktop.close();
    expect(count('TestLivingObjects')).toBe(0);
  });

  it('knows what a value is, and takes it for nothing else', () => {
    const text = api.foundation.createString('é');
    if (text === null) throw new Error('no text');
    expect([api.foundation.kindOf(text), api.foundation.stringLength(text)]).toEqual(['string', 1]);
    expect([api.foundation.stringText(text, 3), api.foundation.stringText(text, 2)]).toEqual(['é', null]);
    api.foundation.release(text);
    expect(count('TestLivingObjects')).toBe(0);
  });

  it('counts past 2^31, at once and on another thread', async () => {
    const { graphics } = api;
    expect(graphics.eventCount(combinedSession, eventTypes.keyDown)).toBe(4_000_000_010);
    expect(await graphics.eventCountLater(combinedSession, eventTypes.any)).toBe(4_000_000_099);
    expect(graphics.secondsSinceEvent(combinedSession, eventTypes.any)).toBe(12.25);
    expect(await graphics.secondsSinceEventLater(combinedSession, eventTypes.any)).toBe(12.25);
  });

  it('sends messages in their shapes: a number of 32 bits is not what lies above it', () => {
    const program = { pid: 401, bundle: 'com.apple.Preview', name: 'Vorschau' };
    expect(frontmost(api.objc)).toEqual({ kind: 'program', program });
    expect(api.objc.classNamed('NSNothing')).toBeNull();
    expect(count('TestOpenPools')).toBe(0);
  });

  it('asks processes and cameras', () => {
    expect(isMacInCall(api.audio, api.cameras)).toBe(true);
    expect(api.audio.property(51, properties.processRunsInput)).toEqual({ status: 0, bytes: Buffer.alloc(4) });
    expect(api.cameras.property(systemObject, properties.devices).bytes.readUInt32LE(0)).toBe(70);
    expect(api.audio.property(7, properties.inputStreams)).toMatchObject({ status: 0x77686f3f });
  });

  it('finds the executable of a process, and none of another', () => {
    expect(api.processes.pathOf(401)).toBe('/System/Applications/Preview.app/Contents/MacOS/Preview');
    expect(api.processes.pathOf(402)).toBeNull();
  });
});

it('are functions that count, list and read: none hands over an event of input, and none writes', () => {
  const names = new Set<string>();
  const note = (prototype: string) => {
    names.add(/(\w+)\(/.exec(prototype)?.[1] ?? prototype);
    return (): never => {
      throw new Error('not called here');
    };
  };
  const noting = { declare: note, declareLater: note, load() {} } as unknown as ForeignLibrary;
  openMacApi(() => noting);
  expect([...names].sort()).toEqual([
    'AudioObjectGetPropertyData',
    'AudioObjectGetPropertyDataSize',
    'CFArrayGetCount',
    'CFArrayGetTypeID',
    'CFArrayGetValueAtIndex',
    'CFBooleanGetTypeID',
    'CFBooleanGetValue',
    'CFDictionaryGetTypeID',
    'CFDictionaryGetValue',
    'CFGetTypeID',
    'CFNumberGetTypeID',
    'CFNumberGetValue',
    'CFRelease',
    'CFStringCreateWithCString',
    'CFStringGetCString',
    'CFStringGetLength',
    'CFStringGetTypeID',
    'CGEventSourceCounterForEventType',
    'CGEventSourceSecondsSinceLastEventType',
    'CGPreflightScreenCaptureAccess',
    'CGRectMakeWithDictionaryRepresentation',
    'CGSessionCopyCurrentDictionary',
    'CGWindowListCopyWindowInfo',
    'CMIOObjectGetPropertyData',
    'CMIOObjectGetPropertyDataSize',
    'objc_autoreleasePoolPop',
    'objc_autoreleasePoolPush',
    'objc_getClass',
    'objc_msgSend',
    'proc_pidpath',
    'sel_registerName',
  ]);
});

it('where the system’s libraries are not there it cannot be called, and says so', () => {
  const opened = openMacApi(() => foreignLibrary('/no/such/library.dylib'));
  expect(opened).toMatchObject({ ok: false, reason: { code: 'ffi-unavailable' } });
});

it('a function that is not there says nothing, where something else is left to say', () => {
  const nothing = foreignLibrary('/no/such/library.dylib');
  expect(bindCoreGraphics(nothing).preflight()).toBeNull();
  expect(bindCoreAudio(nothing).property(systemObject, properties.devices).status).not.toBe(0);
});
