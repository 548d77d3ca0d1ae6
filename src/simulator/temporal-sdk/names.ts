/** What the order-processing system is called at Temporal. */
import { activities } from '../observer.ts';

export const namespace = 'default';
/** Also of the sticky queue's series: the SDKs write there the queue from which a workflow came. */
export const taskQueue = 'orders';
export const workflowType = 'OrderWorkflow';
export const activityTypes = activities;
/** A local activity: the workflow notes an order's status within its first task. */
export const localActivityType = 'RecordStatus';
