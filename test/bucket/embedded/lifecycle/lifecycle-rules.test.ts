import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { S3Error } from '../../../../bucket/embedded/http/s3-error.ts';
import { readXml } from '../../../../bucket/embedded/http/xml-reader.ts';
import {
  type LifecycleRule,
  readLifecycle,
  writeLifecycle,
} from '../../../../bucket/embedded/lifecycle/lifecycle-rules.ts';

const days = (count: string) => `<Expiration><Days>${count}</Days></Expiration>`;
const rule = (inner: string) =>
  `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule>${inner}</Rule></LifecycleConfiguration>`;
const enabled = '<Filter><Prefix>shots/</Prefix></Filter><Status>Enabled</Status>';

function codeOf(read: () => unknown): string {
  try {
    read();
    return 'ok';
  } catch (error) {
    if (error instanceof S3Error) return error.code;
    throw error;
  }
}

describe('the rules of a lifecycle', () => {
  it('are read as AWS writes them in its guide', () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<LifecycleConfiguration>
    <Rule>
        <ID>id1</ID>
        <Filter>
           <Prefix>logs/</Prefix>
        </Filter>
        <Status>Enabled</Status>
        <Expiration>
          <Days>365</Days>
        </Expiration>
        <NoncurrentVersionExpiration>
          <NoncurrentDays>100</NoncurrentDays>
        </NoncurrentVersionExpiration>
        <AbortIncompleteMultipartUpload>
          <DaysAfterInitiation>7</DaysAfterInitiation>
        </AbortIncompleteMultipartUpload>
    </Rule>
    <Rule>
        <Prefix>a&amp;b/</Prefix>
        <Status>Disabled</Status>
        <Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>
    </Rule>
</LifecycleConfiguration>`;
    const none = { days: null, noncurrentDays: null, abortDays: null, removesMarkers: false };
    expect(readLifecycle(text)).toEqual([
      { ...none, id: 'id1', isEnabled: true, prefix: 'logs/', days: 365, noncurrentDays: 100, abortDays: 7 },
      { ...none, id: 'rule-2', isEnabled: false, prefix: 'a&b/', removesMarkers: true },
    ]);
  });

  it('come back as they were written', () => {
    const count = fc.option(fc.integer({ min: 1, max: 100_000 }));
    const anyRule = fc
      .record({
        isEnabled: fc.boolean(),
        prefix: fc.stringMatching(/^[a-z/&<>"' é]{0,20}$/),
        days: count,
        noncurrentDays: count,
        abortDays: count,
      })
      .filter((each) => each.days !== null || each.noncurrentDays !== null || each.abortDays !== null);
    fc.assert(
      fc.property(fc.array(anyRule, { minLength: 1, maxLength: 5 }), (made) => {
        const rules: LifecycleRule[] = made.map((each, at) => ({ ...each, id: `r${at}`, removesMarkers: false }));
        expect(readLifecycle(writeLifecycle(rules))).toEqual(rules);
      }),
    );
  });

  it.each([
    [
      'a filter by size',
      `<Filter><ObjectSizeLessThan>500</ObjectSizeLessThan></Filter><Status>Enabled</Status>${days('1')}`,
    ],
    [
      'a filter by several things',
      `<Filter><And><Prefix>a</Prefix></And></Filter><Status>Enabled</Status>${days('1')}`,
    ],
    [
      'a filter by a tag',
      `<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter><Status>Enabled</Status>${days('1')}`,
    ],
    ['a date', `${enabled}<Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration>`],
    ['a storage class', `${enabled}<Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>`],
  ])('that hold %s are refused by name, never taken without it', (_, inner) =>
    expect(codeOf(() => readLifecycle(rule(inner)))).toBe('NotImplemented'),
  );

  it.each([
    ['no text', ''],
    ['another document', '<Delete></Delete>'],
    ['none', '<LifecycleConfiguration></LifecycleConfiguration>'],
    ['a document type', `<!DOCTYPE a [<!ENTITY x "y">]>${rule(`${enabled}${days('1')}`)}`],
    ['an entity of somebody’s own', rule(`<ID>&x;</ID>${enabled}${days('1')}`)],
    ['an attribute', rule(`<ID a="b">x</ID>${enabled}${days('1')}`)],
    ['a comment', rule(`<!-- x -->${enabled}${days('1')}`)],
    ['a section of characters', rule(`<ID><![CDATA[x]]></ID>${enabled}${days('1')}`)],
    ['something after', `${rule(`${enabled}${days('1')}`)}<a/>`],
    ['what is not closed', rule(`${enabled}${days('1')}`).slice(0, -10)],
    ['ends that cross', rule(`${enabled}<Expiration><Days>1</Expiration></Days>`)],
    ['text between', rule(`${enabled}x${days('1')}`)],
    ['the same twice', rule(`${enabled}${days('1')}${days('2')}`)],
    ['no state', rule(`<Filter></Filter>${days('1')}`)],
    ['no filter', rule(`<Status>Enabled</Status>${days('1')}`)],
    ['nothing to do', rule(enabled)],
    ['neither days nor markers', rule(`${enabled}<Expiration></Expiration>`)],
  ])('that are %s are malformed', (_, text) => expect(codeOf(() => readLifecycle(text))).toBe('MalformedXML'));

  it.each(['0', '-1', '1.5', 'x', '', '1e3', '999999', '99999999'])('go after no %s days', (count) =>
    expect(codeOf(() => readLifecycle(rule(`${enabled}${days(count)}`)))).toBe('InvalidArgument'),
  );

  it('with the same name twice are refused', () => {
    const one = `<Rule><ID>a</ID>${enabled}${days('1')}</Rule>`;
    expect(codeOf(() => readLifecycle(`<LifecycleConfiguration>${one}${one}</LifecycleConfiguration>`))).toBe(
      'InvalidArgument',
    );
  });
});

describe('XML of whoever it is from', () => {
  it('is read or malformed, and nothing else', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      'x',
      '&lt;',
      '&',
      '<',
      '>',
      '<?xml?>',
      '<!--',
      ' ',
      ']]>',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(['ok', 'MalformedXML']).toContain(codeOf(() => readXml(pieces.join(''))));
      }),
      { numRuns: 500 },
    );
  });

  it('is refused once it is deeper or longer than any configuration', () => {
    expect(codeOf(() => readXml(`${'<a>'.repeat(7)}${'</a>'.repeat(7)}`))).toBe('MalformedXML');
    expect(codeOf(() => readXml(`<a>${'<b/>'.repeat(20_000)}</a>`))).toBe('MalformedXML');
    expect(readXml(`<a>${'<b/>'.repeat(19_000)}</a>`).children).toHaveLength(19_000);
  });
});
