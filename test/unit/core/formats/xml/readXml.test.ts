import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeXml } from '../../../../../src/core/formats/xml/decodeXml';
import { escapeAttribute, escapeText, fitsXml } from '../../../../../src/core/formats/xml/escapeXml';
import { readXml, salvagedElements } from '../../../../../src/core/formats/xml/readXml';
import { childText, finiteNumber } from '../../../../../src/core/formats/xml/xmlElement';

describe('XML', () => {
  it('reads elements, attributes and text with their places', () => {
    const text =
      '<?xml version="1.0"?>\n<!-- c --><a b="1" c=\'x "y"\'>t1<b/>t2<c>&lt;&#65;&#x42;</c><![CDATA[<&]]></a>';
    const { root, faults } = readXml(text);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      [...(root?.attributes ?? [])],
      [
        ['b', '1'],
        ['c', 'x "y"'],
      ],
    );
    assert.equal(root?.text, 't1t2<&');
    assert.deepEqual(
      root?.children.map(({ name }) => name),
      ['b', 'c'],
    );
    assert.equal(childText(root, 'c'), '<AB');
    assert.equal(text.slice(root.start, root.end), text.slice(text.indexOf('<a')));
  });

  it('expands no entities of a document type, and says so', () => {
    const bomb =
      '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]><r>&b;&e;</r>';
    const { root, faults } = readXml(bomb);
    assert.equal(root?.text, '&b;&e;');
    assert.equal(faults.length, 2);
    assert.match(faults[0]?.message ?? '', /no entity of XML/);
  });

  it('says where a text is broken', () => {
    const at = (text: string): number | undefined => {
      const { root, faults } = readXml(text);
      assert.equal(root, undefined, text);
      return faults.at(-1)?.offset;
    };
    assert.equal(at('<a><b></a>'), 6);
    assert.equal(at('<a b=1/>'), 5);
    assert.equal(at('<a b="<"/>'), 6);
    assert.equal(at('<a>'), 0);
    assert.equal(at(''), 0);
    assert.equal(at(`${'<a>'.repeat(100_000)}`), 303);
  });

  it('salvages whole elements of a broken text, and never loops over hostile ones', () => {
    const found = [...salvagedElements('<r><o><n>1</n></o><o><n>2</o><o x="1"/>', ['o'])];
    assert.deepEqual(
      found.map(({ end, start }) => end - start),
      [15, 10],
    );
    const start = performance.now();
    assert.equal([...salvagedElements('<o a="'.repeat(200_000), ['o'])].length, 0);
    assert.ok(performance.now() - start < 5000);
  });

  it('never throws over anything', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<', '>', '/', '"', '=', 'a', ' ', '&', ';', '!', '--', '[', ']', '?', '#', '1'),
        ),
        (parts) => {
          readXml(parts.join(''));
        },
      ),
    );
  });

  it('reads the text that it escapes; what XML cannot hold is replaced', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(0xffff), fc.nat(0x7f))).map((codes) => String.fromCharCode(...codes)),
        (text) => {
          const { root, faults } = readXml(`<a b="${escapeAttribute(text)}">${escapeText(text)}</a>`);
          assert.deepEqual(faults, []);
          if (!fitsXml(text)) return;
          assert.equal(root?.attributes.get('b'), text);
          assert.equal(root?.text, text);
        },
      ),
    );
    assert.equal(fitsXml('a\u0000'), false);
    assert.equal(fitsXml('\ud800'), false);
    assert.equal(fitsXml('😀\t\n'), true);
    assert.equal(escapeText('a\u0001b'), 'a\ufffdb');
  });

  it('says when the declared encoding is not that of the bytes', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    assert.equal(decodeXml(bytes('<?xml version="1.0" encoding="utf-8"?><a>é</a>')).message, undefined);
    const wrong = decodeXml(bytes('<?xml version="1.0" encoding="GBK"?><a>é</a>'));
    assert.match(wrong.message ?? '', /GBK/);
    assert.match(wrong.text, /é/);
    const latin = Uint8Array.from([...bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>'), 0xe9]);
    assert.ok(decodeXml(latin).text.endsWith('<a>é'));
    assert.match(decodeXml(Uint8Array.of(60, 0xe9, 62)).message ?? '', /some characters are lost/);
    assert.equal(decodeXml(Uint8Array.of(0xff, 0xfe, 60, 0, 97, 0)).text, '<a');
    assert.equal(decodeXml(Uint8Array.of(0xfe, 0xff, 0, 60, 0, 97)).text, '<a');
  });

  it('takes decimal numbers only', () => {
    for (const [text, value] of [
      ['1', 1],
      [' -2.5 ', -2.5],
      ['.5', 0.5],
      ['1e2', 100],
      ['0.25', 0.25],
    ] as const)
      assert.equal(finiteNumber(text), value);
    for (const text of ['', ' ', '0x10', 'NaN', 'Infinity', '1e999', '1,5', '12px', '0b1'])
      assert.equal(finiteNumber(text), undefined);
  });
});
