import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rectangleSchema } from '../../../../ipc/employee-settings.ts';
import { between, firstDraft, moved, resized } from '../../../../renderer/employee/mask/mask-draft.ts';

const sizes = fc.record({ width: fc.integer({ min: 1, max: 8000 }), height: fc.integer({ min: 1, max: 8000 }) });
const steps = fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }));

describe('a rectangle on a picture', () => {
  it('stays whole and inside, wherever it is moved and however it is resized', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.tuple(fc.boolean(), steps), { maxLength: 20 }), (size, acts) => {
        let draft = firstDraft(size);
        for (const [isMove, [x, y]] of acts) draft = (isMove ? moved : resized)(draft, x, y, size);
        expect(rectangleSchema.safeParse(draft).success).toBe(true);
        expect(draft.x + draft.width).toBeLessThanOrEqual(size.width);
        expect(draft.y + draft.height).toBeLessThanOrEqual(size.height);
      }),
    );
  });

  it('covers every pixel that was drawn over, from any corner to any other', () => {
    const points = fc.tuple(
      fc.double({ min: -50, max: 8050, noNaN: true }),
      fc.double({ min: -50, max: 8050, noNaN: true }),
    );
    fc.assert(
      fc.property(sizes, points, points, (size, [ax, ay], [bx, by]) => {
        const part = between({ x: ax, y: ay }, { x: bx, y: by }, size);
        expect(rectangleSchema.safeParse(part).success).toBe(true);
        expect(part.x + part.width).toBeLessThanOrEqual(size.width);
        expect(part.y + part.height).toBeLessThanOrEqual(size.height);
        if (Math.min(ax, bx) >= 0 && Math.max(ax, bx) <= size.width) {
          expect(part.x).toBeLessThanOrEqual(Math.min(ax, bx));
          expect(part.x + part.width).toBeGreaterThanOrEqual(Math.max(ax, bx));
        }
      }),
    );
  });
});
