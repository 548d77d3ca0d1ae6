/** Colours by meaning, as names of Grafana's palette: the same thing has the same colour on every dashboard. */

export const defaultColours = {
  success: 'green',
  failure: 'red',
  /** Limits. */
  good: 'green',
  amber: 'orange',
  red: 'red',
  /** What has no meaning of its own: a total, a rate. */
  neutral: 'blue',
  /** The same thing at another time. */
  past: 'super-light-blue',
  /** States of an order. */
  pending: 'yellow',
  processing: 'blue',
  completed: 'green',
  failed: 'red',
  cancelled: 'purple',
  /** Annotations. */
  deploy: 'purple',
  firing: 'red',
} as const;

export type ColourName = keyof typeof defaultColours;
export type Colours = Readonly<Record<ColourName, string>>;
