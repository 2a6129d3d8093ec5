package io.hivecore.demo;

import java.util.List;

/**
 * One agent of the fleet.
 *
 * @param project the sender's project id
 * @param workers how many runs it has at one time, at most
 * @param calls how many model calls a run makes, about
 * @param failureShare share of runs that fail
 * @param tasks what it says it does
 */
record FleetAgent(
    String project,
    String id,
    String name,
    String model,
    int workers,
    int calls,
    double failureShare,
    List<String> tasks) {
  /**
   * Everyone who works in the demo. One model has no public price, so that unpriced calls are seen
   * as well.
   */
  static final List<FleetAgent> ALL =
      List.of(
          agent(
              "support-triage",
              "triage",
              "Triage",
              "gpt-4o-mini",
              3,
              2,
              0.02,
              "Sorted a ticket",
              "Asked for the order number"),
          agent(
              "support-triage",
              "resolver",
              "Resolver",
              "claude-sonnet-4-5",
              2,
              5,
              0.06,
              "Drafted a reply",
              "Looked up the refund policy"),
          agent(
              "market-research",
              "scout",
              "Scout",
              "gemini-2.5-flash",
              2,
              8,
              0.04,
              "Read a report",
              "Collected prices"),
          agent(
              "market-research",
              "analyst",
              "Analyst",
              "gpt-4o",
              2,
              12,
              0.05,
              "Compared competitors",
              "Wrote the summary"),
          agent(
              "checkout-redesign",
              "planner",
              "Planner",
              "claude-sonnet-4-5",
              1,
              4,
              0.03,
              "Split the requirement",
              "Ordered the tasks"),
          agent(
              "checkout-redesign",
              "builder",
              "Builder",
              "deepseek-chat",
              3,
              22,
              0.12,
              "Wrote the payment form",
              "Fixed the failing test"),
          agent(
              "checkout-redesign",
              "reviewer",
              "Reviewer",
              "gpt-4o",
              2,
              6,
              0.05,
              "Reviewed the change",
              "Asked for a smaller diff"),
          agent(
              "nightly-import",
              "cleaner",
              "Cleaner",
              "in-house-7b",
              1,
              15,
              0.08,
              "Normalised addresses",
              "Merged duplicates"));

  private static FleetAgent agent(
      String project,
      String id,
      String name,
      String model,
      int workers,
      int calls,
      double failureShare,
      String... tasks) {
    return new FleetAgent(project, id, name, model, workers, calls, failureShare, List.of(tasks));
  }
}
