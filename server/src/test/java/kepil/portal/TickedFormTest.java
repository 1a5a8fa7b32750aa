package kepil.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.TreeMap;
import kepil.policy.PolicyFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A form that takes nothing in without a tick, such as that of a newsletter.
@Tag("slow")
final class TickedFormTest {

  /// The tick is said with the form, so it must count at the door already: the form of the Group's
  /// newsletter could not be sent by anybody.
  @Test
  void aFormThatNeedsAChoiceIsSentByWhoeverTicksIt() {
    try (var world = new PortalWorld()) {
      var files =
          new TreeMap<>(
              world
                  .policy(
                      "policy.yaml",
                      "version: 2018-03\neffective: 2018-03-01",
                      "version: 2026-11\neffective: 2026-11-01")
                  .files());
      var before =
          "asks: [promotion-answer, email, telephone]\n    needs: [notice-shown, submitted";
      assertThat(files.get("policy.yaml")).contains(before);
      files.computeIfPresent(
          "policy.yaml", (_, text) -> text.replace(before, before + ", enter-promotion"));
      world.publish(new PolicyFiles(files));

      var promotion = "/smg/promotion-form";
      var form = new HashMap<>(PortalWorld.hidden(world.get(promotion).bodyText()));
      form.put("email", "aygul@example.org");
      form.put("promotion-answer", "7");
      form.put("_step", "review");
      assertThat(world.post(promotion, form).status()).isEqualTo(422);
      form.put("_choice.enter-promotion", "yes");
      var review = world.post(promotion, form);
      assertThat(review.status()).isEqualTo(200);
      var send = new HashMap<>(PortalWorld.hidden(review.bodyText()));
      send.put("_step", "send");
      assertThat(world.post(promotion, send).status()).isEqualTo(303);
      assertThat(world.count("held_values")).isEqualTo(2);
    }
  }
}
