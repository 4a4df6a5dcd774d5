/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the events come from. */
  readonly VITE_BACKEND?: string;
}
