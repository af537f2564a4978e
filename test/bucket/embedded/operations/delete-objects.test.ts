import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, xmlDocument } from '../../../../bucket/embedded/http/xml.ts';
import { parseDeleteRequest } from '../../../../bucket/embedded/operations/delete-objects.ts';

const wrap = (inner: string): string => `<Delete>${inner}</Delete>`;
const one = '<Object><Key>k</Key></Object>';

describe('parseDeleteRequest', () => {
  it('reads back any keys that were written', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 20 }), fc.boolean(), (keys, quiet) => {
        const objects = keys.map((each) => element('Object', [element('Key', each)]));
        expect(parseDeleteRequest(xmlDocument('Delete', [...objects, element('Quiet', quiet)]))).toEqual({
          keys,
          quiet,
        });
      }),
    );
  });

  it('takes white space between elements, the namespace and numbers', () => {
    const text = `<?xml version="1.0"?>\n<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\n <Quiet>true</Quiet> <Object> <Key> a &#x41;&#66; </Key> </Object>\n</Delete>\n`;
    expect(parseDeleteRequest(text)).toEqual({ keys: [' a AB '], quiet: true });
  });

  it.each([
    '',
    'text',
    one,
    wrap(''),
    wrap('<Object></Object>'),
    wrap('<Object><Key></Key></Object>'),
    wrap('<Object><Key>k</Key><VersionId>1</VersionId></Object>'),
    wrap('<Object><Key a="1">k</Key></Object>'),
    wrap(`${one}<Other/>`),
    wrap(`${one}text`),
    wrap(`<!-- c -->${one}`),
    wrap('<Object><Key><![CDATA[k]]></Key></Object>'),
    wrap('<Object><Key>a>b</Key></Object>'),
    wrap('<Object><Key>&entity;</Key></Object>'),
    wrap('<Object><Key>a & b</Key></Object>'),
    wrap('<Object><Key>&#0;</Key></Object>'),
    wrap('<Object><Key>&#xd800;</Key></Object>'),
    wrap('<Object><Key>&#x110000;</Key></Object>'),
    `<!DOCTYPE Delete [<!ENTITY k "v">]>${wrap(one)}`,
    `${wrap(one)}${wrap(one)}`,
    wrap('<Quiet>maybe</Quiet>'),
    wrap('<Quiet>true</Quiet>'),
    wrap(one.repeat(1001)),
    '<Delete xmlns="urn:other"><Object><Key>k</Key></Object></Delete>',
  ])('refuses %s', (text) => {
    expect(() => parseDeleteRequest(text)).toThrow(expect.objectContaining({ status: 400, code: 'MalformedXML' }));
  });
});
