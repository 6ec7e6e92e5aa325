import type { PersonId } from '../../../src/clinical/family/index.ts'
import styles from './family-page.module.css'
import type { Told } from './told.ts'

/** Names of relatives, each leading to what is known of them. */
export const People = ({
  of,
  nameOf,
  openPerson,
}: { readonly of: readonly PersonId[] } & Pick<Told, 'nameOf' | 'openPerson'>) =>
  [...new Set(of)].map((id, i) => (
    <span key={id}>
      {i > 0 && ', '}
      <button type="button" className={styles.link} onClick={() => openPerson(id)}>
        {nameOf(id)}
      </button>
    </span>
  ))
