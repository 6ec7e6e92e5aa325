// Makes the people of early detection in examples/: records alone, no genomes. Run: node tools/examples/make-early-people.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { earlyPeople } from './early-people.ts'

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

for (const { slug, story, expect, record, given } of earlyPeople) {
  const folder = `examples/${slug}`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/record.json`, json(record))
  if (given !== undefined) writeFileSync(`${folder}/given.txt`, `${given}\n`)
  writeFileSync(`${folder}/person.json`, json({ slug, story, files: { record: 'record.json' }, expect }))
}
console.log(`${earlyPeople.length} people`)
