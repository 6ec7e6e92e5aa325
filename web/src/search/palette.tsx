import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { useLocation, useRoute } from 'wouter'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import { useOpenedAfterMount } from '../frame/use-opened-after-mount.ts'
import { diplotypeText, resultWords } from '../genes/gene-words.ts'
import { useLocalPeople } from '../person/local-people.tsx'
import { plainPart } from '../person/lookup.ts'
import { personPath } from '../person/person-context.ts'
import { foundPeopleQuery, type PersonRow, reportQuery } from '../person/queries.ts'
import { meetsPeople, sessionQuery } from '../session/session.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { findGenes, findMedicines } from './answers.ts'
import styles from './palette.module.css'
import { useAudience } from '../session/use-audience.ts'

type Answer = { readonly to: string; readonly group: string; readonly line: ReactNode }

const useOpenDocument = (): { readonly document: ReportDocument; readonly base: string } | undefined => {
  const [onServer, server] = useRoute('/people/:id/*?')
  const [onLocal, local] = useRoute('/local/:id/*?')
  const { people } = useLocalPeople()
  const queries = useQueryClient()
  if (onServer) {
    const id = plainPart(server.id)
    const document = queries.getQueryData(reportQuery(id).queryKey)
    return document && { document, base: `/people/${encodeURIComponent(id)}` }
  }
  if (onLocal) {
    const document = people.get(plainPart(local.id))
    return document && { document, base: `/local/${encodeURIComponent(local.id)}` }
  }
  return undefined
}

/** People whom the server finds for what is typed; nobody for roles that do not meet people. */
const usePeople = (typed: string): readonly PersonRow[] => {
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const session = useQuery(sessionQuery).data
  const may = session?.signedIn === true && meetsPeople(session.role)
  const found = useQuery({
    ...foundPeopleQuery(asked),
    enabled: may && asked !== '',
    placeholderData: keepPreviousData,
  })
  return may && typed.trim() !== '' ? (found.data ?? []) : []
}

const useAnswers = (typed: string): readonly Answer[] => {
  const open = useOpenDocument()
  const people = usePeople(typed)
  const audience = useAudience()
  return useMemo(() => {
    const own: readonly Answer[] = open
      ? [
          ...findMedicines(open.document, typed)
            .slice(0, 6)
            .map((m) => ({
              to: personPath(open, 'medicines', m.drug.name),
              group: `Medicines for ${open.document.person.name}`,
              line: (
                <>
                  <VerdictMark of={m.verdict} />
                  <span>
                    <strong>{m.drug.name}</strong>
                    {m.onList && <span className="quiet"> on the list</span>}
                    <span className={styles.verdict}>{m.say[audience].title}</span>
                  </span>
                </>
              ),
            })),
          ...findGenes(open.document, typed)
            .slice(0, 4)
            .map((g) => ({
              to: personPath(open, 'genes', g.gene),
              group: 'Genes',
              line: (
                <>
                  {g.state === 'indeterminate' ? <VerdictMark of="notKnown" /> : <span />}
                  <span>
                    <strong>{g.gene}</strong>
                    <span className={styles.verdict}>
                      {[diplotypeText(g), resultWords(g)].filter(Boolean).join(': ')}
                    </span>
                  </span>
                </>
              ),
            })),
        ]
      : []
    const others = people.slice(0, 5).map((p) => ({
      to: `/people/${encodeURIComponent(p.id)}`,
      group: 'People',
      line: (
        <>
          <span />
          <span>
            <strong>{p.name}</strong>
            <span className={styles.verdict}>
              {[p.birthDate && `born ${p.birthDate}`, ...(p.problems ?? []).slice(0, 2)].filter(Boolean).join(' · ')}
            </span>
          </span>
        </>
      ),
    }))
    return [...own, ...others]
  }, [open, people, typed, audience])
}

/** `/` opens it; it answers while typing, and Enter opens the first answer. */
export const Palette = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => (
  <Modal
    opened={useOpenedAfterMount(opened)}
    onClose={onClose}
    withCloseButton={false}
    title={undefined}
    aria-label="Search people, medicines and genes"
    size={600}
    padding={0}
    yOffset="10vh"
    lockScroll={false}
    transitionProps={{ duration: 0 }}
    overlayProps={{ backgroundOpacity: 0.2 }}
    classNames={{ content: styles.content ?? '' }}
  >
    <Search onClose={onClose} />
  </Modal>
)

const Search = ({ onClose }: { readonly onClose: () => void }) => {
  const [typed, setTyped] = useState('')
  const [, navigate] = useLocation()
  const open = useOpenDocument()
  const combobox = useCombobox({ opened: true })
  const answers = useAnswers(typed)
  const groups = [...Map.groupBy(answers, (a) => a.group)]
  const go = (to: string): void => {
    onClose()
    navigate(to)
  }
  return (
    <Combobox store={combobox} withinPortal={false} onOptionSubmit={go}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          aria-label="Person, medicine or gene"
          placeholder="Person, medicine or gene"
          variant="unstyled"
          size="md"
          className={styles.field ?? ''}
          value={typed}
          onChange={(e) => {
            setTyped(e.currentTarget.value)
            window.setTimeout(() => combobox.selectFirstOption(), 0)
          }}
          onKeyDown={(e) => {
            if (e.key === 'Escape') onClose()
            const first = answers[0]
            if (e.key === 'Enter' && first && combobox.getSelectedOptionIndex() < 0) go(first.to)
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={styles.options ?? ''}>
        {groups.map(([group, items]) => (
          <Combobox.Group key={group} label={group}>
            {items.map((a) => (
              <Combobox.Option key={a.to} value={a.to}>
                <span className={styles.line}>{a.line}</span>
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
        {answers.length === 0 && (
          <Combobox.Empty className={styles.empty ?? ''}>
            {typed.trim() === ''
              ? open
                ? `Medicines and genes of ${open.document.person.name}, and people by name.`
                : 'People by name, record number or birth date. Open a person to look up medicines and genes.'
              : `Nothing held here is called “${typed.trim()}”.`}
          </Combobox.Empty>
        )}
      </Combobox.Options>
    </Combobox>
  )
}
