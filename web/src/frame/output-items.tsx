import { Menu } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { usePerson } from '../person/person-context.ts'
import type { OutputName } from '../assess/messages.ts'
import { renderLocally } from '../assess/render-locally.ts'

const outputs: readonly { readonly file: OutputName; readonly words: string }[] = [
  { file: 'report.html', words: 'Report for the clinician' },
  { file: 'letter.html', words: 'Letter for the person' },
  { file: 'report.fhir.json', words: 'FHIR bundle' },
  { file: 'report.json', words: 'Report as data (JSON)' },
]

const save = (name: string, content: string): void => {
  const type = name.endsWith('.html') ? 'text/html' : 'application/json'
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** For a person of the server the files are its own; for dropped files they are made in the browser and saved from it. */
export const OutputItems = ({ className, label }: { readonly className: string; readonly label: ReactNode }) => {
  const person = usePerson()
  const [open, setOpen] = useState(false)
  const target = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    target.current?.focus()
    setOpen(true)
  }, [])
  const [failed, setFailed] = useState('')
  const make = (file: OutputName): void => {
    renderLocally(person.document, file).then(
      (content) => save(file, content),
      (error: unknown) => setFailed(error instanceof Error ? error.message : 'The file could not be made.'),
    )
  }
  return (
    <>
      <span role="status" className="small">
        {failed}
      </span>
      <Menu
        returnFocus
        opened={open}
        onChange={setOpen}
        position="bottom-end"
        width={240}
        transitionProps={{ duration: 0 }}
      >
        <Menu.Target>
          <button type="button" className={className} ref={target}>
            {label}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {outputs.map(({ file, words }) =>
            person.origin === 'server' ? (
              <Menu.Item
                key={file}
                component="a"
                href={
                  file === 'report.json'
                    ? `/api/people/${encodeURIComponent(person.id)}/report`
                    : `/api/people/${encodeURIComponent(person.id)}/files/${file}`
                }
                target="_blank"
                rel="noreferrer"
              >
                {words}
              </Menu.Item>
            ) : (
              <Menu.Item key={file} onClick={() => make(file)}>
                {words}
              </Menu.Item>
            ),
          )}
          <Menu.Item onClick={() => window.setTimeout(() => window.print(), 50)}>Print this page</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
