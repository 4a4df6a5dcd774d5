import { describeLog, type ListedLog } from './logList.js';

/** Props of {@link LogNavigation} and {@link LogSelect}. */
export interface LogChoiceProps {
  readonly logs: readonly ListedLog[];
  /** Id of the log that is shown, or null while another backend is shown. */
  readonly shown: string | null;
  readonly onChoose: (id: string) => void;
}

/** The list of logs with their details, for a wide page. */
export function LogNavigation({ logs, shown, onChoose }: LogChoiceProps) {
  return (
    <nav className="logs" aria-labelledby="logs-title">
      <h2 id="logs-title">Streams</h2>
      <ul>
        {logs.map((log) => (
          <li key={log.id}>
            <button
              type="button"
              className="log"
              aria-current={log.id === shown ? 'true' : undefined}
              onClick={() => onChoose(log.id)}
            >
              <span className="log-title">{log.title}</span>
              <span className="log-facts">{describeLog(log)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same choice in one line, for a narrow page. */
export function LogSelect({ logs, shown, onChoose }: LogChoiceProps) {
  return (
    <select
      className="log-select"
      aria-label="Stream"
      value={shown ?? ''}
      onChange={(event) => onChoose(event.target.value)}
    >
      {shown === null && <option value="">Choose a stream</option>}
      {logs.map((log) => (
        <option key={log.id} value={log.id}>
          {log.title} · {describeLog(log)}
        </option>
      ))}
    </select>
  );
}
