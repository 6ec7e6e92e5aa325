export { screeningIcs } from './icalendar.ts'
export { isSettledAtVisit, lineTitle, lineTopic, ownReasons } from './line.ts'
export {
  optionWords,
  type SpokenChoice,
  spokenCalendar,
  spokenChoice,
  type SpokenItem,
  spokenItem,
} from './spoken.ts'
