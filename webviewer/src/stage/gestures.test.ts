import { describe, expect, test } from 'vitest';
import {
  draggedWindow,
  NO_REST,
  slicesOf,
  steppedWindow,
  type Turn,
  usableWindow,
  zoomOfDrag,
  zoomOfTurn,
} from './gestures';

function turn(deltaY: number, timeStamp = 0, deltaMode = 0): Turn {
  return { deltaX: 0, deltaY, deltaMode, timeStamp };
}

/** Slices that a run of turns goes on, one after the other. */
function run(turns: readonly Turn[]): number[] {
  let rest = NO_REST;
  return turns.map((one) => {
    const turned = slicesOf(one, rest);
    rest = turned.rest;
    return turned.slices;
  });
}

describe('draggedWindow', () => {
  test('is wider to the right and brighter upwards, faster for a wide window', () => {
    // Width 1500 / 300 = 5 HU a pixel.
    expect(draggedWindow({ center: -600, width: 1500 }, 10, -20)).toEqual({
      center: -700,
      width: 1550,
    });
  });

  test('moves a narrow window by half a unit a pixel', () => {
    expect(draggedWindow({ center: 40, width: 1 }, 20, 10)).toEqual({ center: 45, width: 11 });
  });

  test('stops at a width of 1', () => {
    expect(draggedWindow({ center: 40, width: 80 }, -5000, 0)).toEqual({ center: 40, width: 1 });
  });
});

test('usableWindow rounds, and bounds what is too wide', () => {
  expect(usableWindow({ center: 40.4, width: 0 })).toEqual({ center: 40, width: 1 });
  expect(usableWindow({ center: -1e9, width: 1e9 })).toEqual({ center: -131072, width: 131072 });
});

test('steppedWindow steps by a tenth of the width and a twentieth for the level', () => {
  expect(steppedWindow({ center: 40, width: 400 }, 1, 0)).toEqual({ center: 40, width: 440 });
  expect(steppedWindow({ center: 40, width: 400 }, 0, -1)).toEqual({ center: 20, width: 400 });
  expect(steppedWindow({ center: 0, width: 1 }, 1, 1)).toEqual({ center: 1, width: 2 });
});

describe('slicesOf', () => {
  test('takes a notch of a mouse for one slice, whatever the browser says it measures', () => {
    expect(run([turn(53), turn(120), turn(-100), turn(3, 0, 1), turn(-1, 0, 2)])).toEqual([
      1, 1, -1, 1, -1,
    ]);
  });

  test('adds up a trackpad until it makes a slice', () => {
    // 12 a time: 12, 24, 36 is one slice of 30 and 6 left, 18, 30 the next.
    const turns = [0, 16, 32, 48, 64].map((at) => turn(12, at));
    expect(run(turns)).toEqual([0, 0, 1, 0, 1]);
  });

  test('forgets the rest after a pause and when the direction changes', () => {
    expect(run([turn(20, 0), turn(20, 500)])).toEqual([0, 0]);
    expect(run([turn(20, 0), turn(-20, 10), turn(-20, 20)])).toEqual([0, 0, -1]);
  });

  test('takes a wheel that Shift turned sideways', () => {
    expect(run([{ deltaX: 120, deltaY: 0, deltaMode: 0, timeStamp: 0 }])).toEqual([1]);
  });

  test('stays where it is for a turn of nothing', () => {
    expect(run([turn(0)])).toEqual([0]);
  });
});

test('zooming in and back out ends where it began', () => {
  expect(zoomOfTurn(turn(-120)) * zoomOfTurn(turn(120))).toBeCloseTo(1, 12);
  expect(zoomOfDrag(-30) * zoomOfDrag(30)).toBeCloseTo(1, 12);
  expect(zoomOfTurn(turn(-120))).toBeGreaterThan(1);
  expect(zoomOfDrag(-30)).toBeGreaterThan(1);
});
