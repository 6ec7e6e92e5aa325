import { describe, expect, test } from 'vitest'
import { narrativeIssues } from './narrative.ts'

const xhtml = (inside: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inside}</div>`
const faults = (div: string): readonly string[] =>
  narrativeIssues(div, 'Patient.text.div').map((i) => i.details?.text ?? '')

describe('a narrative', () => {
  test.each([
    ['<p>Ann &amp; Bob, 4 &lt; 5, &nbsp;x &#160;</p>'],
    ['<table class="grid"><tr><td colspan="2">a</td><td/></tr></table><br/><hr/>'],
    [
      '<a href="https://x.org/a?b=c">x</a> <a href="#top">y</a> <a href="Patient/1">z</a> <a href="mailto:a@b.org">m</a>',
    ],
    [
      '<img src="https://x.org/a.png" alt="x"/><img src="#pic" alt=""/><img src="data:image/png;base64,iVBORw0KGgo=" alt="z"/>',
    ],
    ['<p style="color: red; text-align: left">x</p>'],
    ['<!-- a note --> text'],
  ])('may hold %s', (inside) => {
    expect(faults(xhtml(inside))).toEqual([])
  })

  test.each([
    ['<script>alert(1)</script>'],
    ['<SCRIPT>alert(1)</SCRIPT>'],
    ['<p onclick="alert(1)">x</p>'],
    ['<p ONCLICK="alert(1)">x</p>'],
    ['<img src="x.png" onerror="alert(1)"/>'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['<a href="JaVaScRiPt:alert(1)">x</a>'],
    ['<a href="java&#10;script:alert(1)">x</a>'],
    ['<a href="java&#x09;script:alert(1)">x</a>'],
    ['<a href="&#106;avascript:alert(1)">x</a>'],
    ['<a href=" javascript:alert(1)">x</a>'],
    ['<a href="data:text/html,x">x</a>'],
    ['<a href="vbscript:x">x</a>'],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=" alt=""/>'],
    ['<iframe src="https://x.org"></iframe>'],
    ['<object data="x"></object>'],
    ['<embed src="x"/>'],
    ['<form action="https://x.org"><input name="a"/></form>'],
    ['<svg><script>alert(1)</script></svg>'],
    ['<math><mtext>x</mtext></math>'],
    ['<style>p { color: red }</style><p>x</p>'],
    ['<link rel="stylesheet" href="https://x.org/a.css"/>x'],
    ['<base href="https://x.org"/>x'],
    ['<meta http-equiv="refresh" content="0"/>x'],
    ['<p style="background: url(https://x.org/track)">x</p>'],
    ['<p style="background: u\\72l(x)">x</p>'],
    ['<p style="width: expression(alert(1))">x</p>'],
    ['<![CDATA[<script>alert(1)</script>]]>x'],
    ['<!--><script>alert(1)</script>-->x'],
    ['<?php echo 1 ?>x'],
    ['<p>not closed'],
    ['   '],
    [''],
  ])('may not hold %s', (inside) => {
    expect(faults(xhtml(inside)).length).toBeGreaterThan(0)
  })

  test('is one div of XHTML and nothing beside it', () => {
    for (const div of ['x', '<p>x</p>', '<div>x</div>', `${xhtml('x')}${xhtml('y')}`, `${xhtml('x')}y`, ''])
      expect([div, faults(div).length > 0]).toEqual([div, true])
  })

  test('cannot make much of little: entities are not expanded, and depth is limited', () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]>${xhtml('&b;&b;')}`
    expect(faults(bomb).length).toBeGreaterThan(0)
    expect(faults(xhtml(`${'<div>'.repeat(100_000)}x`))[0]).toMatch(/more than 100 elements/)
    expect(faults(xhtml('<p '.repeat(100_000))).length).toBeGreaterThan(0)
  })

  test('is told with its place', () => {
    expect(narrativeIssues(xhtml('<script/>x'), 'Patient.text.div')).toEqual([
      {
        severity: 'error',
        code: 'invalid',
        details: { text: 'A narrative may not have the element "script". Take it out or correct it.' },
        expression: ['Patient.text.div'],
      },
    ])
  })
})
