import type { Fault } from './fault-codes.ts'

/** Faults of the text as a whole. */
export const fileFaults = {
  VCF_ENCODING: {
    asks: 'The text is UTF-8.',
    remedy:
      'Save it as UTF-8: iconv -f ISO-8859-1 -t UTF-8 FILE > FILE.utf8 (name the encoding that the file really has).',
    strict: 'error',
    lenient: 'warning',
    section: '§1.2',
  },
  VCF_CONTROL_CHARACTER: {
    asks: 'Control characters other than tab and line end do not occur.',
    remedy: 'Remove them; the file was probably damaged or converted wrongly.',
    strict: 'error',
    lenient: 'warning',
    section: '§1.2',
  },
  VCF_BYTE_ORDER_MARK: {
    asks: 'The first characters are ##fileformat.',
    remedy: 'Save the file as UTF-8 without byte order mark. It is passed over here.',
    strict: 'warning',
    lenient: 'info',
    section: '§1.4.1',
  },
  VCF_EMPTY_LINE: {
    asks: 'Every line is a header line or a row.',
    remedy: 'Remove the empty line.',
    strict: 'error',
    lenient: 'warning',
    section: '§1',
  },
  VCF_EMPTY_LINE_AT_END: {
    asks: 'Every line is a header line or a row.',
    remedy: 'Remove the empty lines at the end; nothing is lost by them.',
    strict: 'warning',
    lenient: 'info',
    section: '§1',
  },
  VCF_LAST_LINE_OPEN: {
    asks: 'The last line ends with a line end too.',
    remedy: 'The file may have been cut off: compare it with the original. If it is whole, add a line end.',
    strict: 'error',
    lenient: 'warning',
    errorIn: [43, 44],
    section: '§1.6',
  },
  VCF_LINE_TOO_LONG: {
    asks: 'A line fits in the memory set aside for it.',
    remedy: 'Take the samples that are needed out of the file first (bcftools view -s SAMPLE), or allow longer lines.',
    strict: 'error',
    lenient: 'warning',
    section: 'none: a limit of this reader',
  },
} as const satisfies Readonly<Record<string, Fault>>
