// Checks coded advice tables line by line: node tools/check-advice.ts FILE.jsonl …
import { readFileSync } from 'node:fs'
import { adviceSchema } from '../src/shared/action-schema.ts'

let wrong = 0
for (const file of process.argv.slice(2)) {
  const seen = new Set<string>()
  for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue
    const at = `${file}:${i + 1}`
    try {
      const parsed = adviceSchema.safeParse(JSON.parse(line))
      if (!parsed.success) {
        wrong++
        for (const issue of parsed.error.issues) console.log(`${at} ${issue.path.join('.')}: ${issue.message}`)
      } else if (seen.has(parsed.data.advice)) {
        wrong++
        console.log(`${at} ${parsed.data.advice} stands twice`)
      } else seen.add(parsed.data.advice)
    } catch (e) {
      wrong++
      console.log(`${at} ${String(e)}`)
    }
  }
  console.log(`${file}: ${seen.size} valid`)
}
process.exitCode = wrong > 0 ? 1 : 0
