/** Which incident is on when, and what that does to the system. Times are Unix seconds. */
import type { IncidentName } from '../policy/incidents.ts';
import type { Conditions } from './conditions.ts';

export interface Incident {
  readonly name: IncidentName;
  readonly from: number;
  /** The first moment at which it is over. */
  readonly until: number;
}

/** How long an incident lasts unless it is said, in seconds. */
export const usualLength = 600;

export const usualConditions: Conditions = {
  demand: 1,
  paymentsRefused: 0.02,
  workers: 1,
  databaseSlowness: 1,
  stockDrains: false,
  deploys: 0,
};

/** What an incident does while it is on; a deploy is done in a moment. */
const effects: Readonly<Record<IncidentName, Partial<Conditions>>> = {
  'payment-provider-down': { paymentsRefused: 0.85 },
  // The workers are three times as many as needed, so what is left does a third of the work.
  'workers-starved': { workers: 0.12 },
  'inventory-drained': { stockDrains: true },
  'slow-database': { databaseSlowness: 40 },
  'order-stop': { demand: 0 },
  deploy: {},
};

export class Incidents {
  #incidents: readonly Incident[];
  #deploys = 0;
  /** The conditions that hold from the last look until something begins or ends. */
  #conditions = usualConditions;
  #holdUntil = -Infinity;

  constructor(planned: readonly Incident[] = []) {
    this.#incidents = planned;
  }

  /** The conditions at a time. It is asked of times that never go back; what is over by then is forgotten. */
  conditionsAt(time: number): Conditions {
    if (time < this.#holdUntil) return this.#conditions;
    const begun = this.#incidents.filter(({ from }) => from <= time);
    const deployed = begun.filter(({ name }) => name === 'deploy');
    this.#deploys += deployed.length;
    this.#incidents = this.#incidents.filter((one) => one.until > time && !deployed.includes(one));
    const on = this.#incidents.filter(({ from }) => from <= time);
    this.#conditions = { ...usualConditions, ...Object.assign({}, ...on.map(({ name }) => effects[name])) };
    this.#conditions = { ...this.#conditions, deploys: this.#deploys };
    this.#holdUntil = Math.min(...this.#incidents.map(({ from, until }) => (from > time ? from : until)), Infinity);
    return this.#conditions;
  }

  /** Those that are on or will be, the earliest first. */
  get planned(): readonly Incident[] {
    return this.#incidents.toSorted((a, b) => a.from - b.from);
  }

  /** Plans an incident; one of that name that is on or planned gives way to it. */
  plan(incident: Incident): void {
    this.#replace([...this.#others(incident.name), incident]);
  }

  /** Ends an incident, and forgets it where it was planned; false where there was none of that name. */
  end(name: IncidentName): boolean {
    const others = this.#others(name);
    if (others.length === this.#incidents.length) return false;
    this.#replace(others);
    return true;
  }

  #others(name: IncidentName): readonly Incident[] {
    return this.#incidents.filter((one) => one.name !== name);
  }

  #replace(incidents: readonly Incident[]): void {
    this.#incidents = incidents;
    this.#holdUntil = -Infinity;
  }
}
