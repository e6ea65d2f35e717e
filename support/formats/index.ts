// What every run needs. The other writers are imported from their own files by whoever needs them,
// so that an audit does not wait for tables and charts.
export { junit } from './junit';
export { writePrivateFile } from '../bundle/private-file';
export { summary } from './summary';
