import {
  GradientDescentViz,
  type HeightScale,
  type PlaybackSetting,
  type RunStore,
} from 'gradient-descent-viz';
import { useEffect, useMemo, useState } from 'react';
import { type Choice, computeSocketUrl, formatChoice, parseChoice } from './choice.js';
import { createConnection } from './connection.js';
import { ConnectionStatus } from './ConnectionStatus.js';
import { HeightChoice } from './HeightChoice.js';
import { LogNavigation, LogSelect } from './LogNavigation.js';
import type { LogList, ListedLog } from './logList.js';
import { SpeedChoice } from './SpeedChoice.js';
import { ThemeButton } from './ThemeButton.js';
import { useStepLink } from './useStepLink.js';
import { type Theme, useTheme } from './useTheme.js';

/** Props of {@link App}. */
export interface AppProps {
  readonly list: LogList;
}

/** The dashboard: a choice of streams, the one that is playing, and the run that belongs beside it. */
export function App({ list }: AppProps) {
  const [choice, setChoice] = useState(() => parseChoice(location.search, list));
  const [playback, onPlaybackChange] = useStepLink();
  const choose = (next: Choice): void => {
    setChoice(next);
    onPlaybackChange({ mode: 'following' });
  };
  const [theme, goToNextTheme] = useTheme();
  const [heightScale, setHeightScale] = useState<HeightScale>('linear');
  const find = (id: string | undefined) => list.logs.find((log) => log.id === id);
  const log = choice.liveUrl === null ? find(choice.log) : undefined;
  const beside = find(log?.beside);
  const store = useConnection(choice, choice.log);
  useEffect(() => history.replaceState(null, '', `${formatChoice(choice)}${location.hash}`), [choice]);

  const logChoice = {
    logs: list.logs,
    shown: log?.id ?? null,
    onChoose: (id: string) => choose({ ...choice, log: id, liveUrl: null, session: null }),
  };
  const look = { theme, heightScale, playback, onPlaybackChange };
  return (
    <div className="page">
      <header className="bar">
        <Logo />
        <p className="name">Gradient Descent</p>
        <ConnectionStatus
          store={store}
          isLive={log === undefined || log.isLive === true}
          total={log === undefined || log.isLive ? null : log.messages}
        />
        <ThemeButton theme={theme} onNext={goToNextTheme} />
      </header>
      <LogNavigation {...logChoice} />
      <main className="main">
        <div className="tools">
          <Heading title={log?.title ?? 'Live'} detail={choice.liveUrl ?? choice.log} />
          <LogSelect {...logChoice} />
          <HeightChoice scale={heightScale} onChoose={setHeightScale} />
          <PlayTools choice={choice} log={log} onChange={choose} />
        </div>
        <div className={beside ? 'stages' : 'stages stages--single'}>
          <Stage store={store} log={log} {...look} />
          {beside && <StageBeside key={beside.id} choice={choice} log={beside} {...look} />}
        </div>
      </main>
    </div>
  );
}

/** Connects to the choice, and returns its store. A choice is a new object each time: choosing the same log again plays it into a new store. */
function useConnection(choice: Choice, log: string): RunStore {
  const connection = useMemo(
    () => createConnection(computeSocketUrl({ ...choice, log }, document.baseURI)),
    [choice, log],
  );
  useEffect(() => connection.connect(), [connection]);
  return connection.store;
}

interface StageLook {
  readonly theme: Theme;
  readonly heightScale: HeightScale;
  /** Of all pictures: they are at one step. */
  readonly playback: PlaybackSetting;
  readonly onPlaybackChange: (playback: PlaybackSetting) => void;
}

/** A picture with its description, and with its name where another is beside it. */
function Stage({
  store,
  log,
  ...look
}: StageLook & { readonly store: RunStore; readonly log: ListedLog | undefined }) {
  return (
    <figure className="stage">
      {log?.detail !== undefined && (
        <figcaption className="stage-caption">
          <b className="stage-title">{log.title}</b>
          <span className="stage-detail">{log.detail}</span>
        </figcaption>
      )}
      <div className="stage-view">
        <GradientDescentViz store={store} {...look} />
      </div>
    </figure>
  );
}

/** The run that belongs beside the chosen one, on a link of its own. */
function StageBeside({
  choice,
  log,
  ...look
}: StageLook & { readonly choice: Choice; readonly log: ListedLog }) {
  return <Stage store={useConnection(choice, log.id)} log={log} {...look} />;
}

function Heading({ title, detail }: { readonly title: string; readonly detail: string }) {
  return (
    <div className="heading">
      <h1>{title}</h1>
      <p>{detail}</p>
    </div>
  );
}

interface PlayToolsProps {
  readonly choice: Choice;
  /** The log that is shown; undefined for another backend. */
  readonly log: ListedLog | undefined;
  readonly onChange: (choice: Choice) => void;
}

function PlayTools({ choice, log, onChange }: PlayToolsProps) {
  const isLive = choice.liveUrl !== null || log?.isLive === true;
  const canBeginAnew = log?.canBeginAnew === true;
  const playAgain = () => onChange({ ...choice, session: canBeginAnew ? String(Date.now()) : null });
  return (
    <div className="play">
      {!isLive && <SpeedChoice speed={choice.speed} onChoose={(speed) => onChange({ ...choice, speed })} />}
      <button type="button" className="button replay" onClick={playAgain}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.2 6.2A5.25 5.25 0 1 1 2.75 9M2.75 2.5v3.9h3.9" className="stroke" />
        </svg>
        {canBeginAnew ? 'Train again' : isLive ? 'Reconnect' : 'Replay'}
      </button>
    </div>
  );
}

function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <path d="M6 8c3 13 8 15.5 20 15.5" className="logo-slope" />
      <circle cx="17.5" cy="22" r="4" className="logo-marker" />
    </svg>
  );
}
