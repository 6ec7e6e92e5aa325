import { Menu } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type SetAsideReason, setAsideReasons } from './set-aside.ts'

/** Setting aside asks for the reason, and says how long it is remembered. */
export const NotNowMenu = ({
  className,
  choose,
  kept,
}: {
  readonly className: string
  readonly choose: (reason: SetAsideReason) => void
  readonly kept: boolean
}) => {
  const [open, setOpen] = useState(false)
  const target = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    target.current?.focus()
    setOpen(true)
  }, [])
  return (
    <Menu
      returnFocus
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={280}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button type="button" className={className} ref={target}>
          Not now…
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {setAsideReasons.map((reason) => (
          <Menu.Item key={reason} onClick={() => choose(reason)}>
            {reason}
          </Menu.Item>
        ))}
        <Menu.Label>
          {kept ? 'Remembered on this computer until the knowledge changes.' : 'Remembered until this page is closed.'}
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
