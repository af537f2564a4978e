import { describe, expect, it } from 'vitest';
import { typedDay, typedTime } from '../../../../renderer/parts/calendar/typed.ts';

describe('a day that is typed', () => {
  it.each([
    ['17/11/2026', '2026-11-17'],
    ['17.11.2026', '2026-11-17'],
    [' 7.1.26 ', '2026-01-07'],
    ['7. 1. 2026', '2026-01-07'],
    ['2026-11-17', '2026-11-17'],
    ['29.02.2028', '2028-02-29'],
    ['30.02.2028', null],
    ['11/17/2026', null],
    ['17.11.', null],
    ['', null],
    ['tomorrow', null],
  ])('%j is %j', (text, day) => expect(typedDay(text)).toBe(day));
});

describe('a time that is typed', () => {
  it.each([
    ['9', '09:00'],
    ['9:30', '09:30'],
    ['0930', '09:30'],
    ['930', '09:30'],
    ['9.30', '09:30'],
    ['17 h', '17:00'],
    ['17h30', '17:30'],
    ['1:30 pm', '13:30'],
    ['12 am', '00:00'],
    ['12pm', '12:00'],
    ['24:00', '00:00'],
    ['24:01', null],
    ['9:60', null],
    ['13 pm', null],
    ['9:3', null],
    ['', null],
    ['noon', null],
  ])('%j is %j', (text, time) => expect(typedTime(text)).toBe(time));
});
