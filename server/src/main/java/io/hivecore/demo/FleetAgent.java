package io.hivecore.demo;

import java.util.List;

/**
 * One agent of the fleet.
 *
 * @param project the sender's project id
 * @param calls how many model calls a run makes, about
 * @param failureShare share of runs that fail
 * @param tasks what it says it does
 */
record FleetAgent(
    String project,
    String id,
    String name,
    String model,
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
              2,
              0.02,
              "Sorted ticket",
              "Asked for the order number"),
          agent(
              "support-triage",
              "resolver",
              "Resolver",
              "claude-sonnet-4-5",
              5,
              0.06,
              "Drafted a reply",
              "Looked up the refund policy"),
          agent(
              "market-research",
              "scout",
              "Scout",
              "gemini-2.5-flash",
              8,
              0.04,
              "Read a report",
              "Collected prices"),
          agent(
              "market-research",
              "analyst",
              "Analyst",
              "gpt-4o",
              12,
              0.05,
              "Compared competitors",
              "Wrote the summary"),
          agent(
              "checkout-redesign",
              "planner",
              "Planner",
              "claude-sonnet-4-5",
              4,
              0.03,
              "Split the requirement",
              "Ordered the tasks"),
          agent(
              "checkout-redesign",
              "builder",
              "Builder",
              "deepseek-chat",
              22,
              0.12,
              "Wrote the payment form",
              "Fixed the failing test"),
          agent(
              "checkout-redesign",
              "reviewer",
              "Reviewer",
              "gpt-4o",
              6,
              0.05,
              "Reviewed the change",
              "Asked for a smaller diff"),
          agent(
              "nightly-import",
              "cleaner",
              "Cleaner",
              "in-house-7b",
              15,
              0.08,
              "Normalised addresses",
              "Merged duplicates"));

  private static FleetAgent agent(
      String project,
      String id,
      String name,
      String model,
      int calls,
      double failureShare,
      String... tasks) {
    return new FleetAgent(project, id, name, model, calls, failureShare, List.of(tasks));
  }
}
