import { describe, expect, test } from 'vitest'
import { inWords } from './result.ts'

describe('a conclusion in words', () => {
  test.each([
    ['Low dose CT without contrast. 12 mm nodule in the right upper lobe.', 'abnormal'],
    ['Low dose CT without contrast.', 'not-known'],
    ['No malignancy but a suspicious mass on the left', 'abnormal'],
    ['No masses. Polyp in the sigmoid.', 'abnormal'],
    ['HPV 16 not detected HPV 18 detected', 'abnormal'],
    ['HPV 16 not detected, HPV 18 not detected', 'normal'],
    ['BI-RADS category 5', 'abnormal'],
    ['BI-RADS: 4A', 'abnormal'],
    ['Right breast BI-RADS 2, left breast BI-RADS 3', 'abnormal'],
    ['BI-RADS 1. Breast density category c.', 'normal'],
    ['BI-RADS density 3. BI-RADS 1.', 'normal'],
    ['Stable 3 mm nodules. Lung-RADS 2.', 'normal'],
    ['Lung-RADS 4B', 'abnormal'],
    ['Indication: screening for colon cancer. Normal colonoscopy.', 'normal'],
    ['Family history of colon cancer. No polyps seen.', 'normal'],
    ['No evidence of malignancy or suspicious lesions', 'normal'],
    ['Negative for intraepithelial lesion or malignancy', 'normal'],
    ['Nonreactive', 'normal'],
    ['Non-reactive', 'normal'],
    ['Reactive', 'abnormal'],
    ['Epithelial cell abnormality', 'abnormal'],
    ['No prior examination available', 'not-known'],
    ['Not performed', 'void'],
    ['Patient declined', 'void'],
    ['no', 'void'],
    ['Inadequate bowel preparation, exam incomplete', 'void'],
    ['yes', 'not-known'],
    ['', 'not-known'],
  ] as const)('%s: %s', (text, result) => {
    expect(inWords(text)).toBe(result)
  })

  test('a long text takes no time', () => {
    const text = `${'no evidence of anything and '.repeat(4000)}${'BI-RADS '.repeat(4000)}`
    const start = performance.now()
    inWords(text)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
